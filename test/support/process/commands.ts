import { execFile } from 'node:child_process';

export interface CommandResult {
  /** The exit code; -1 when the program could not be started or was ended for taking too long. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Injected wherever a machine's equipment is probed, so that every kind of machine can be tested on one. */
export type RunCommand = (
  program: string,
  args: readonly string[],
  options?: { cwd?: string; timeoutMs?: number; env?: NodeJS.ProcessEnv },
) => Promise<CommandResult>;

export const runCommand: RunCommand = (program, args, options = {}) =>
  new Promise((resolve) => {
    execFile(
      program,
      args,
      {
        cwd: options.cwd,
        timeout: options.timeoutMs ?? 30_000,
        killSignal: 'SIGKILL',
        maxBuffer: 32 * 1024 * 1024,
        // Messages are parsed, so they must not depend on the user's language.
        env: { ...process.env, ...options.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      },
      (error, stdout, stderr) => {
        if (error === null) {
          resolve({ code: 0, stdout, stderr });
          return;
        }
        const code = typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr: stderr === '' ? error.message : stderr });
      },
    );
  });

/** The last line that says something: programs put their complaint there. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
