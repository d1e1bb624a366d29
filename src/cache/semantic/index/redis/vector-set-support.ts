import { inTime } from '../../../store/redis/deadline.js';
import type { RedisConnection } from '../../../store/redis/redis-connection.js';
import { nodesOf } from '../../../store/redis/redis-nodes.js';

/** Whether every primary has vector sets; undefined where that could not be learnt. */
export async function hasVectorSets(connection: RedisConnection): Promise<boolean | undefined> {
  const nodes = nodesOf(connection.client);
  if (nodes.length === 0) return undefined;
  try {
    const asked = Promise.all(nodes.map((node) => node.call('COMMAND', 'INFO', 'vsim', 'vadd')));
    return (await inTime(connection, asked)).every(
      (reply) => Array.isArray(reply) && reply.length === 2 && reply.every((command) => command !== null),
    );
  } catch {
    // Not there, or the user may not ask. Then the first command tells.
    return undefined;
  }
}

/** Whether the error says that the server does not know a command: called by itself, or in a script. */
export function isUnknownCommand(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /unknown (?:redis |valkey |server )?command/i.test(error.message) || isUnknownCommand(error.cause);
}
