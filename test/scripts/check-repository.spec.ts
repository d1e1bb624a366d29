import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runCommand, type CommandResult } from '../support/process/commands.js';
import { makeTempDir } from '../support/process/temp-dir.js';

const SCRIPT = resolve(__dirname, '../../scripts/check-repository.mjs');
// In pieces: the check reads this file too.
const HOST = ['registry', 'npmjs', 'org'].join('.');
const SKIP = ['it', 'skip'].join('.');
const ONLY = ['describe', 'only'].join('.');

async function check(files: Record<string, string>): Promise<CommandResult> {
  const cwd = makeTempDir('check');
  await runCommand('git', ['init', '--quiet'], { cwd });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  await runCommand('git', ['add', '--all'], { cwd });
  return runCommand(process.execPath, [SCRIPT], { cwd });
}

describe('the check of the repository', () => {
  it('passes files without a fault', async () => {
    const result = await check({
      'a.spec.ts': "it('skips nothing', () => { expect(exit(1)).toBe(audit(1)); });",
      'docs/a.md': 'See nodejs.org. Never use it.only here.',
    });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('2 files, 0 faults') });
  });

  it.each([
    ['a registry host', 'docs/a.md', `first\nfrom https://${HOST}/x`, 'docs/a.md:2: names'],
    ['a resolved address', 'package-lock.json', '{\n"resolved": "https://x.example/a.tgz" }', ':2: pins'],
    ['a skipped test', 'src/a.spec.ts', `${SKIP}('later', () => {});`, 'src/a.spec.ts:1: skips'],
    ['a focused suite', 'src/a.spec.ts', `${ONLY}.each([1])('x', () => {});`, 'src/a.spec.ts:1: skips'],
    ['an x in front', 'src/a.spec.ts', ['x', "it('later', () => {});"].join(''), 'src/a.spec.ts:1: skips'],
  ])('finds %s', async (_, path, text, message) => {
    const result = await check({ [path]: text });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(message);
  });
});
