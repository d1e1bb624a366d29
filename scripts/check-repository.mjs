// Rules about the files themselves that no linter knows: nothing tracked names a package registry's host, and no
// test is skipped or focused.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// Written in pieces, so that this file passes its own check.
const REGISTRY_HOST = new RegExp(
  [
    ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'],
    ['npm', 'pkg', 'github', 'com'],
    ['(?:deb|security|snapshot|ftp)', 'debian', 'org'],
    ['(?:archive|security|ports)', 'ubuntu', 'com'],
    ['pypi', 'org'],
    ['(?:[\\w-]+)', 'pkg', 'dev'],
    ['(?:registry-1|index|registry)', 'docker', 'io'],
    ['(?:ghcr|quay|gcr)', 'io'],
  ]
    .map((labels) => `(?<![\\w.-])${labels.join('\\.')}(?![\\w-])`)
    .join('|'),
);
const RESOLVED = /"resolved":\s*"http/;
const SPEC = /\.spec\.[cm]?[jt]s$/;
const SKIPPED_OR_FOCUSED =
  /\b(?:(?:it|test|describe)(?:\.(?:concurrent|failing|each))*\.(?:skip|only|todo)|x(?:it|test|describe)|f(?:it|describe))\b\s*(?:\.each\b|[(`])/;

/** The faults of one file, each as `path:line: what`. */
export function faultsOf(path, text) {
  const rules = [
    [REGISTRY_HOST, "names a package registry's host"],
    ...(path.endsWith('package-lock.json') ? [[RESOLVED, 'pins where a package was downloaded']] : []),
    ...(SPEC.test(path) ? [[SKIPPED_OR_FOCUSED, 'skips or focuses a test']] : []),
  ];
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules.filter(([rule]) => rule.test(line)).map(([, what]) => `${path}:${index + 1}: ${what}`),
    );
}

function main() {
  // New files that are not ignored count too, so that a fault shows before it is committed.
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'];
  const paths = execFileSync('git', list, { encoding: 'utf8' }).split('\0').filter(Boolean);
  const faults = paths.flatMap((path) => {
    const text = readIfThere(path);
    return text === undefined || text.includes('\0') ? [] : faultsOf(path, text);
  });
  for (const fault of faults) console.error(fault);
  console.log(`check-repository: ${paths.length} files, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}

// A tracked file may be deleted and not yet committed.
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main();
