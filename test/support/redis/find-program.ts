import { join } from 'node:path';
import { runCommand, type RunCommand } from '../process/commands.js';
import { FLAVOURS, type RedisFlavour } from './flavour.js';
import { programInDocker } from './docker-program.js';
import { programFromPackages } from './package-program.js';
import { programOnPath } from './path-program.js';
import type { FindProgram, ServerProgram } from './server-program.js';

/** Where unpacked servers are kept between runs; ignored by git. Tests are CommonJS, so `__dirname` is there. */
const CACHE_FOLDER = join(__dirname, '../../../.cache/servers');

const found = new Map<RedisFlavour, Promise<ServerProgram>>();

/** A server of this flavour: installed, from packages, or from Docker, whichever comes first. Rejects with one sentence when there is none. */
export function findProgram(flavour: RedisFlavour): Promise<ServerProgram> {
  let program = found.get(flavour);
  if (program === undefined) {
    program = firstProgram(flavour, waysTo(flavour, runCommand, CACHE_FOLDER));
    found.set(flavour, program);
  }
  return program;
}

export function waysTo(flavour: RedisFlavour, run: RunCommand, cacheFolder: string): FindProgram[] {
  const description = FLAVOURS[flavour];
  return [
    programOnPath(description, run),
    programFromPackages(description, run, cacheFolder),
    programInDocker(description, run),
  ];
}

export async function firstProgram(
  flavour: RedisFlavour,
  ways: readonly FindProgram[],
): Promise<ServerProgram> {
  const reasons: string[] = [];
  for (const way of ways) {
    const result = await way();
    if (typeof result !== 'string') return result;
    reasons.push(result.replace(/\.$/, ''));
  }
  throw new Error(
    `The tests need ${FLAVOURS[flavour].title} and found none: ${reasons.join('; ')}. ` +
      'Install redis-server, or start a Docker engine.',
  );
}
