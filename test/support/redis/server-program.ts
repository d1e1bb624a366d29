import type { RunningProgram } from '../process/launch.js';
import type { ServerVersion } from './flavour.js';

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
