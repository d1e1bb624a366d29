import { withClient, type RedisServer } from './redis-server.js';
import { waitUntil } from './wait-until.js';

export interface ReplicationRole {
  readonly role: 'master' | 'slave';
  /** Of a replica: the port of its primary, and whether it is in step with it. */
  readonly primaryPort?: number;
  readonly linked: boolean;
  /** Of a primary: the ports of the replicas that are connected to it and in step. */
  readonly replicaPorts: readonly number[];
}

/** What a server says of itself. */
export async function replicationRole(server: Pick<RedisServer, 'url'>): Promise<ReplicationRole> {
  const info = await withClient(server, (client) => client.info('replication'));
  const field = (name: string): string | undefined => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  const port = field('master_port');
  return {
    role: field('role') === 'master' ? 'master' : 'slave',
    ...(port === undefined ? {} : { primaryPort: Number(port) }),
    linked: field('master_link_status') === 'up',
    replicaPorts: [...info.matchAll(/^slave\d+:.*port=(\d+),state=online/gm)].map((match) =>
      Number(match[1]),
    ),
  };
}

/** A primary and a replica of it. */
export interface Pair {
  readonly primary: RedisServer;
  readonly replica: RedisServer;
}

/** Who serves, with its replica in step, as the servers themselves say; those that do not answer are left out. */
export async function pairsOf(servers: readonly RedisServer[]): Promise<Pair[]> {
  const answers = await Promise.allSettled(
    servers.map(async (server) => ({ server, ...(await replicationRole(server)) })),
  );
  const known = answers.filter((answer) => answer.status === 'fulfilled').map((answer) => answer.value);
  return known.flatMap(({ server: replica, role, primaryPort, linked }) => {
    if (role !== 'slave' || !linked) return [];
    const primary = known.find((other) => other.server.port === primaryPort && other.role === 'master');
    return primary === undefined ? [] : [{ primary: primary.server, replica }];
  });
}

export async function untilPromoted(server: RedisServer): Promise<void> {
  await waitUntil('the replica is promoted', async () => (await replicationRole(server)).role === 'master');
}

/** CLUSTER FAILOVER. Asks again now and then: it is given up when the replica loses its primary on the way. */
export async function promote(replica: RedisServer, ...how: readonly string[]): Promise<void> {
  let askAgainAt = 0;
  await waitUntil('the replica is promoted', async () => {
    if ((await replicationRole(replica)).role === 'master') return true;
    if (Date.now() >= askAgainAt) {
      await withClient(replica, (client) => client.call('CLUSTER', 'FAILOVER', ...how));
      askAgainAt = Date.now() + 6000;
    }
    return false;
  });
}

/** Resolves when the primary counts this replica. */
export async function untilInStep({ primary, replica }: Pair): Promise<void> {
  await waitUntil('the replica is in step', async () =>
    (await replicationRole(primary)).replicaPorts.includes(replica.port),
  );
}
