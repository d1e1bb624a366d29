import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeTempDir } from '../support/process/temp-dir.js';

/** The built command, as `npx nestjs-ai-cache` starts it; `npm test` builds first. */
export const CLI = resolve(__dirname, '../../dist/cli/main.js');

// Without the keys and options of whoever runs the tests.
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(CACHE_|REDIS_)|API_KEY$/.test(name)),
);

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The folder it ran in. */
  readonly cwd: string;
}

/** Runs the command to its end, in a folder that holds these files. */
export function cli(args: readonly string[], files: Record<string, string> = {}): Promise<CliResult> {
  const cwd = makeTempDir('cli');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd, env: ENVIRONMENT }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
      resolve({ code, stdout, stderr, cwd });
    });
  });
}

export function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
