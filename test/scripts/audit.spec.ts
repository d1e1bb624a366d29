import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { runCommand, type CommandResult } from '../support/process/commands.js';
import { makeTempDir } from '../support/process/temp-dir.js';

const SCRIPT = resolve(__dirname, '../../scripts/audit.mjs');

/** Runs the check where `npm` says this. */
async function audit(output: string): Promise<CommandResult> {
  const dir = makeTempDir('audit');
  writeFileSync(join(dir, 'said'), output);
  writeFileSync(join(dir, 'npm'), `#!/bin/sh\ncat "${join(dir, 'said')}"\nexit 1\n`);
  chmodSync(join(dir, 'npm'), 0o755);
  const env = { PATH: `${dir}${delimiter}${process.env['PATH'] ?? ''}` };
  return runCommand(process.execPath, [SCRIPT], { cwd: dir, env });
}

const report = (vulnerabilities: Record<string, { severity: string }>): string =>
  JSON.stringify({
    vulnerabilities,
    metadata: { vulnerabilities: { total: Object.keys(vulnerabilities).length } },
  });

describe('the check for known vulnerabilities', () => {
  it('passes when there are none', async () => {
    expect(await audit(report({}))).toMatchObject({ code: 0, stdout: expect.stringContaining('no known') });
  });

  it('fails and names what has one', async () => {
    expect(await audit(report({ ioredis: { severity: 'high' } }))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ioredis (high)'),
    });
  });

  it.each([
    [
      'that has no such service',
      '{"message":"405 Method Not Allowed","statusCode":405}',
      '405 Method Not Allowed',
    ],
    ['that cannot be reached', '{"error":{"code":"ENOTFOUND","summary":""}}', 'ENOTFOUND'],
    ['that answers something else', '<html>', 'no JSON'],
  ])('does not claim to have asked a registry %s', async (_, output, reason) => {
    const { code, stderr } = await audit(output);
    expect(code).toBe(0);
    expect(stderr).toContain('NOT CHECKED');
    expect(stderr).toContain(reason);
  });
});
