import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { reapAtExit, reaped } from '../process/reaper.js';
import type { ServerVersion } from './flavour.js';
import type { RunningProgram, ServerProgram } from './server-program.js';

/** A server that runs as a child of this process. `command` is the program and the arguments that always precede. */
export class LocalProgram implements ServerProgram {
  constructor(
    readonly origin: string,
    readonly server: ServerVersion,
    private readonly command: readonly [string, ...string[]],
  ) {}

  launch({ dir, args, logFile }: { dir: string; args: readonly string[]; logFile: string }): RunningProgram {
    const [program, ...prefix] = this.command;
    const log = openSync(logFile, 'a');
    const child = spawn(program, [...prefix, ...args], {
      cwd: dir,
      stdio: ['ignore', log, log],
      // A server refuses to start in a locale its C library does not know; an unpacked one knows only C.
      env: { ...process.env, LC_ALL: 'C' },
    });
    closeSync(log);
    // A forgotten server must not keep the test process alive; the reaper ends it.
    child.unref();
    const pid = child.pid;
    if (pid !== undefined) reapAtExit(pid);
    let ended = false;
    const exited = new Promise<void>((resolve) => {
      const end = (): void => {
        ended = true;
        if (pid !== undefined) reaped(pid);
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    return {
      pid: () =>
        pid === undefined ? Promise.reject(new Error(`${program} did not start`)) : Promise.resolve(pid),
      signal: (signal) => {
        child.ref();
        if (!ended) child.kill(signal);
        return Promise.resolve();
      },
      exited,
      hasExited: () => ended,
    };
  }
}
