import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { reapAtExit, reaped } from './reaper.js';

/** A server that runs for one test. */
export interface RunningProgram {
  /** Of the server itself, on this machine. */
  pid(): Promise<number>;
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Resolves when the server has ended. */
  readonly exited: Promise<void>;
  hasExited(): boolean;
}

/** Starts a program as a child of this process, in `dir`; what it prints is appended to `logFile`. */
export function launch(
  [program, ...args]: readonly [string, ...string[]],
  { dir, logFile }: { dir: string; logFile: string },
): RunningProgram {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, {
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
