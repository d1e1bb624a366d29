import type { RedisClient } from './redis-connection.js';
import { StoreUnavailableError } from '../../core/errors.js';
import { nodesOf } from './redis-nodes.js';

/** What the servers can do; where nodes differ, what all of them can. */
export interface RedisCapabilities {
  /** Such as `redis 8.0.2` or `valkey 8.1.1`. */
  readonly server: string;
  /** Hash fields can expire (HPEXPIRE: Redis 7.4, Valkey 9). */
  readonly fieldTtl: boolean;
  /** The user may run INFO, so that failovers are seen. */
  readonly info: boolean;
}

/** Asks every primary. @throws StoreUnavailableError when one cannot be asked. */
export async function detectCapabilities(client: RedisClient): Promise<RedisCapabilities> {
  const found = await Promise.all(nodesOf(client).map((node) => detectNode(node)));
  const first = found[0];
  if (first === undefined) throw new StoreUnavailableError('No primary is known.');
  return {
    server: [...new Set(found.map((node) => node.server))].join(', '),
    fieldTtl: found.every((node) => node.fieldTtl),
    info: found.every((node) => node.info),
  };
}

async function detectNode(node: RedisClient): Promise<RedisCapabilities> {
  const [commands, info] = await Promise.all([
    node.call('COMMAND', 'INFO', 'hpexpire') as Promise<unknown[]>,
    (node.call('INFO') as Promise<string>).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith('NOPERM')) return undefined;
      throw error;
    }),
  ]);
  const version = /^valkey_version:(\S+)/m.exec(info ?? '') ?? /^redis_version:(\S+)/m.exec(info ?? '');
  const kind = version?.[0].startsWith('valkey') === true ? 'valkey' : 'redis';
  return {
    server: version?.[1] === undefined ? 'unknown version' : `${kind} ${version[1]}`,
    fieldTtl: Array.isArray(commands[0]) && commands[0].length > 0,
    info: info !== undefined && /^master_replid:[0-9a-f]+/m.test(info),
  };
}

/** Sentences for the log and for health, one for each thing that is missing. */
export function missingCapabilities(capabilities: RedisCapabilities): string[] {
  const notes: string[] = [];
  if (!capabilities.info) {
    notes.push(
      'The Redis user may not run INFO: entries that a failover brings back to life cannot be told from true ones. Grant +info.',
    );
  }
  if (!capabilities.fieldTtl) {
    notes.push(
      `Hash fields cannot expire on this server (${capabilities.server}): expired entries are deleted by sampling and with their scope.`,
    );
  }
  return notes;
}
