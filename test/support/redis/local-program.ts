import { launch, type RunningProgram } from '../process/launch.js';
import type { ServerVersion } from './flavour.js';
import type { ServerProgram } from './server-program.js';

/** A server that runs as a child of this process. `command` is the program and the arguments that always precede. */
export class LocalProgram implements ServerProgram {
  constructor(
    readonly origin: string,
    readonly server: ServerVersion,
    private readonly command: readonly [string, ...string[]],
  ) {}

  launch({ dir, args, logFile }: { dir: string; args: readonly string[]; logFile: string }): RunningProgram {
    return launch([...this.command, ...args], { dir, logFile });
  }
}
