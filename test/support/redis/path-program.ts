import { type RunCommand } from '../process/commands.js';
import { parseVersion, type FlavourDescription } from './flavour.js';
import { LocalProgram } from './local-program.js';
import type { FindProgram } from './server-program.js';

/** A server that is installed on this machine. */
export function programOnPath(flavour: FlavourDescription, run: RunCommand): FindProgram {
  return async () => {
    const found: string[] = [];
    for (const program of flavour.programs) {
      const server = parseVersion((await run(program, ['--version'])).stdout);
      if (server === undefined) continue;
      if (flavour.accepts(server)) return new LocalProgram(`${program} on PATH`, server, [program]);
      found.push(`${program} ${server.version}`);
    }
    if (found.length > 0) return `on PATH is only ${found.join(' and ')}`;
    return `no ${flavour.programs.join(' or ')} is on PATH`;
  };
}
