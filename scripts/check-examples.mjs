// Type-checks every TypeScript example in README.md and docs/, each as a module of its own, against the sources.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.cache/examples');

/** The examples of one page, each on the lines it has there, so that an error names the right line. */
function examplesOf(text) {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (line === '```ts' ? [index] : []));
  return starts.map((start) => {
    const end = lines.indexOf('```', start);
    const code = lines.slice(start + 1, end);
    return { line: start + 2, code: '\n'.repeat(start + 1) + code.join('\n') + '\n' };
  });
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
let count = 0;
for (const page of pages) {
  for (const { line, code } of examplesOf(readFileSync(join(ROOT, page), 'utf8'))) {
    writeFileSync(join(FOLDER, `${page.replaceAll('/', '.')}.${line}.ts`), code);
    count++;
  }
}
if (count === 0) throw new Error('No example was found: the pages or this script have changed their form.');
writeFileSync(
  join(FOLDER, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: {
      rootDir: '../..',
      types: ['node'],
      declaration: false,
      paths: { 'nestjs-ai-cache': ['../../src/index.ts'], 'nestjs-ai-cache/*': ['../../src/*.ts'] },
    },
    include: ['./*.ts'],
  }),
);
try {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', FOLDER], {
    stdio: 'inherit',
  });
} catch {
  process.exitCode = 1;
}
console.log(`check-examples: ${count} examples${process.exitCode === 1 ? ', with errors' : ''}`);
