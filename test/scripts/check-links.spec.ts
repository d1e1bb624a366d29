import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runCommand, type CommandResult } from '../support/process/commands.js';
import { makeTempDir } from '../support/process/temp-dir.js';

const SCRIPT = resolve(__dirname, '../../scripts/check-links.mjs');

async function check(files: Record<string, string>): Promise<CommandResult> {
  const cwd = makeTempDir('links');
  await runCommand('git', ['init', '--quiet'], { cwd });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  return runCommand(process.execPath, [SCRIPT], { cwd });
}

describe('the check of links', () => {
  it('passes links that lead somewhere, and does not follow those in code and to other sites', async () => {
    const result = await check({
      'README.md':
        '[page](docs/a.md) [part](docs/a.md#what-is-emitasync) [here](#top)\n\n# Top\n`[x](no.md)`\n\n```md\n[y](no.md)\n```\n[out](https://example.org/no)',
      'docs/a.md': '# What is `emitAsync`?\n[back](../README.md) [folder](../docs)',
    });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('2 files, 0 faults') });
  });

  it.each([
    ['a file that is not there', '[x](docs/none.md)', 'README.md:1: docs/none.md leads nowhere'],
    ['a heading that is not there', '# A\n[`x`](#b)', 'README.md:2: #b names a heading that is not there'],
  ])('finds %s', async (_, text, fault) => {
    const result = await check({ 'README.md': text });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(fault);
  });
});
