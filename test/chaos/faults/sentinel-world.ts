import { startSentinel, waitUntil, withClient, type RedisSentinel } from '../../support/redis/index.js';
import { replicationRole, untilPromoted, type Pair } from '../../support/redis/replication.js';
import type { World } from '../world.js';
import { replicatedFaults, type PairedServers } from './replicated-faults.js';

/** A primary that serves only while its replica is in step (2 s), so that a deposed one stops. */
export const FENCING_ARGS = ['--min-replicas-to-write', '1', '--min-replicas-max-lag', '2'];

export async function sentinelWorld(): Promise<World> {
  const sentinel = await startSentinel({ args: [...FENCING_ARGS, '--appendonly', 'yes'] });
  const servers = [sentinel.primary, sentinel.replica];
  const settled = (): Promise<void> => untilSettled(sentinel);
  await settled();
  return {
    replicas: 1,
    servers,
    connection: (wires) => ({
      sentinels: sentinel.sentinels,
      name: sentinel.name,
      options: wires === undefined ? {} : { natMap: natMapOf(wires) },
    }),
    primaries: async () => [await sentinel.currentPrimary()],
    heavy: replicatedFaults(pairedServers(sentinel, settled)),
    settled,
    stop: () => sentinel.stop(),
  };
}

/** For ioredis: which address to use in place of which. */
export function natMapOf(
  wires: ReadonlyMap<number, { readonly port: number }>,
): Record<string, { host: string; port: number }> {
  return Object.fromEntries(
    [...wires].map(([port, wire]) => [`127.0.0.1:${String(port)}`, { host: '127.0.0.1', port: wire.port }]),
  );
}

function pairedServers(sentinel: RedisSentinel, settled: () => Promise<void>): PairedServers {
  const pairs = async (): Promise<Pair[]> => {
    const primary = await sentinel.currentPrimary();
    return [{ primary, replica: primary === sentinel.primary ? sentinel.replica : sentinel.primary }];
  };
  return {
    pairs,
    settled,
    failOver: async ({ replica }) => {
      // Refused while the last one is not quite over.
      await waitUntil('the sentinel begins a failover', () =>
        withClient(sentinel.sentinel, async (client) => {
          await client.call('SENTINEL', 'FAILOVER', sentinel.name);
          return true;
        }),
      );
      await untilPromoted(replica);
    },
    rejoin: async (server, primary) => {
      await server.restart();
      // Without a configuration file it starts as what it was at first; the sentinel would set it right in 10 s.
      await withClient(server, (client) => client.call('REPLICAOF', primary.host, String(primary.port)));
    },
  };
}

async function untilSettled(sentinel: RedisSentinel): Promise<void> {
  await waitUntil(
    'the sentinel sees one primary with its replica in step',
    async () => {
      const primary = await sentinel.currentPrimary();
      const replica = primary === sentinel.primary ? sentinel.replica : sentinel.primary;
      if (!(await replicationRole(primary)).replicaPorts.includes(replica.port)) return false;
      return withClient(sentinel.sentinel, async (client) => {
        const known = (await client.call('SENTINEL', 'REPLICAS', sentinel.name)) as string[][];
        const told = known.map((fields) => (name: string) => fields[fields.indexOf(name) + 1]);
        return told.some(
          (field) =>
            field('port') === String(replica.port) &&
            field('flags') === 'slave' &&
            field('master-link-status') === 'ok',
        );
      });
    },
    60_000,
  );
}
