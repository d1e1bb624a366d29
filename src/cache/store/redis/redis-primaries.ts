import type { Redis } from 'ioredis';
import { StoreUnavailableError } from '../../core/errors.js';
import { inTime } from './deadline.js';
import type { RedisConnection } from './redis-connection.js';
import { isCluster, nodesOf } from './redis-nodes.js';

/** Every primary that there is, and who has which slots. */
export interface Primaries {
  readonly nodes: readonly Redis[];
  /** Equal for equal distributions of slots. */
  readonly slots: string;
  /** Slots are on their way from one primary to another. */
  readonly moving: boolean;
}

/**
 * For what has to reach every key. A client's own list will not do: a primary whose connection broke is not on it, nor
 * is one that has taken over slots which nobody asked for since. So all of the list are asked whom they know to have
 * slots, and all of those have to be on it.
 *
 * @throws StoreUnavailableError when a primary cannot be reached.
 */
export async function everyPrimary(connection: RedisConnection): Promise<Primaries> {
  const { client } = connection;
  if (!isCluster(client)) return { nodes: [client], slots: '', moving: false };
  const nodes = nodesOf(client);
  const asked = nodes.map((node) => node.call('CLUSTER', 'NODES') as Promise<string>);
  const views = (await inTime(connection, Promise.all(asked))).map(readView);
  const reached = new Set(views.map(({ own }) => own));
  const owners = views.flatMap(({ primaries }) => primaries.map(({ id }) => id));
  if (owners.length === 0 || owners.some((id) => !reached.has(id))) {
    // Whoever tries again is to find it, if it is there.
    client.refreshSlotsCache();
    throw new StoreUnavailableError('A primary that has slots cannot be reached.');
  }
  return {
    nodes,
    slots: JSON.stringify(
      views.map(({ primaries }) => primaries.map(({ id, slots }) => `${id} ${slots}`).sort()),
    ),
    moving: views.some(({ moving }) => moving),
  };
}

interface View {
  /** Id of the node that was asked. */
  readonly own: string;
  /** Those that have slots. */
  readonly primaries: readonly { readonly id: string; readonly slots: string }[];
  readonly moving: boolean;
}

/** A line: id, address, flags, primary, ping, pong, epoch, link, and the slots; `[slot->-id]` is one that moves. */
function readView(view: string): View {
  const lines = view.split('\n').map((line) => line.trim().split(' '));
  const flagged = (flag: string): string[][] =>
    lines.filter(([, , flags = '']) => flags.split(',').includes(flag));
  return {
    own: flagged('myself')[0]?.[0] ?? '',
    primaries: flagged('master')
      .map(([id = '', ...rest]) => ({ id, slots: rest.slice(7).join(' ') }))
      .filter(({ slots }) => slots !== ''),
    moving: /\[\d+-[<>]-/.test(view),
  };
}
