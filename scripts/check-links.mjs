// Every relative link in the Markdown files leads to a file that is there, and every #fragment to a heading in it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';

const LINK = /!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;

/** Markdown without what a reader sees as code, where brackets are no links. Lines keep their numbers. */
function prose(text) {
  let fence;
  return text.split('\n').map((line) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && mark?.startsWith(fence)) fence = undefined;
    else if (fence === undefined) return line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    return '';
  });
}

/** The fragments that GitHub gives to the headings of a text. */
export function anchorsOf(text) {
  const seen = new Map();
  const lines = text.split('\n');
  return prose(text).flatMap((line, index) => {
    if (!/^#{1,6}\s/.test(line)) return [];
    const title = lines[index]
      .replace(/^#+\s+/, '')
      .trim()
      .toLowerCase();
    const slug = title.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return [count === 0 ? slug : `${slug}-${count}`];
  });
}

/** The faults of one file, each as `path:line: what`; `read` gives the text of a file, or undefined if there is none. */
export function faultsOf(path, text, read) {
  return prose(text).flatMap((line, index) =>
    [...line.matchAll(LINK)].flatMap(([, target]) => {
      if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
      const [file, fragment] = target.split('#', 2);
      const where = file === '' ? path : normalize(join(dirname(path), decodeURIComponent(file)));
      const found = where === path ? text : read(where);
      const at = `${path}:${index + 1}: ${target}`;
      if (found === undefined) return [`${at} leads nowhere`];
      return fragment === undefined || fragment === '' || anchorsOf(found).includes(fragment)
        ? []
        : [`${at} names a heading that is not there`];
    }),
  );
}

function main() {
  const list = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '-z',
    '--',
    '*.md',
  ];
  const paths = execFileSync('git', list, { encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(path));
  // A folder is a place that a link may lead to; it has no headings.
  const read = (path) => {
    if (!existsSync(path)) return undefined;
    return path.endsWith('.md') ? readFileSync(path, 'utf8') : '';
  };
  const faults = paths.flatMap((path) => faultsOf(path, readFileSync(path, 'utf8'), read));
  for (const fault of faults) console.error(fault);
  console.log(`check-links: ${paths.length} files, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main();
