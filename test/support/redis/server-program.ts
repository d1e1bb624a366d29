import type { ServerVersion } from './flavour.js';

export interface RunningProgram {
  /** Of the server itself, on this machine. */
  pid(): Promise<number>;
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Resolves when the server has ended. */
  readonly exited: Promise<void>;
  hasExited(): boolean;
}

/** A server that can be started, wherever it came from. */
export interface ServerProgram {
  /** Where it was found, for messages. */
  readonly origin: string;
  readonly server: ServerVersion;
  /** Starts it in `dir` (where it may write) with `args`; what it prints is appended to `logFile`. */
  launch(options: { dir: string; args: readonly string[]; logFile: string }): RunningProgram;
}

/** One way to come by a server. Answers a sentence when this way is closed on this machine. */
export type FindProgram = () => Promise<ServerProgram | string>;
