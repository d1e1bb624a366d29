import {
  startCluster,
  waitUntil,
  withClient,
  type RedisCluster,
  type RedisServer,
} from '../../support/redis/index.js';
import { replicationRole } from '../../support/redis/replication.js';
import type { Fault, World } from '../world.js';
import { replicatedFaults, type Pair, type PairedServers } from './replicated-faults.js';
import { reshard } from './reshard.js';
import { FENCING_ARGS, natMapOf } from './sentinel-world.js';

/** Three primaries, each with a replica. */
export async function clusterWorld(): Promise<World> {
  const cluster = await startCluster({
    masters: 3,
    replicas: 1,
    args: [...FENCING_ARGS, '--appendonly', 'yes'],
  });
  const settled = (): Promise<void> => untilSettled(cluster);
  const pairs = async (): Promise<Pair[]> => await pairsOf(cluster);
  return {
    replicas: 1,
    servers: cluster.nodes,
    connection: (wires) => ({
      cluster: cluster.addresses,
      options: wires === undefined ? {} : { natMap: natMapOf(wires) },
    }),
    primaries: async () => (await pairs()).map(({ primary }) => primary),
    heavy: [...replicatedFaults(pairedServers(pairs, settled)), ...clusterFaults(pairs)],
    settled,
    stop: () => cluster.stop(),
  };
}

function pairedServers(pairs: () => Promise<Pair[]>, settled: () => Promise<void>): PairedServers {
  return {
    pairs,
    settled,
    failOver: ({ replica }) => takeOver(replica, []),
    rejoin: (server) => server.restart(),
  };
}

function clusterFaults(pairs: () => Promise<Pair[]>): Fault[] {
  return [
    {
      name: 'primary killed and back before anybody took over',
      inject: async ({ random }) => {
        const { primary } = random.pick(await pairs());
        await primary.kill();
        await primary.restart();
      },
    },
    {
      // The primary that is deposed is not asked, nor is a majority.
      name: 'takeover by a replica',
      inject: async ({ random }) => takeOver(random.pick(await pairs()).replica, ['TAKEOVER']),
    },
    {
      name: 'slots move to another shard',
      inject: async ({ random }) => {
        const all = await pairs();
        const from = random.below(all.length);
        const to = (from + 1 + random.below(all.length - 1)) % all.length;
        await reshard(
          (all[from] as Pair).primary,
          (all[to] as Pair).primary,
          all.map(({ primary }) => primary),
          { slots: 2, dwellMs: () => random.below(400) },
        );
      },
    },
  ];
}

/** Asks again now and then: a failover in order is given up when the replica loses its primary on the way. */
async function takeOver(replica: RedisServer, how: readonly string[]): Promise<void> {
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

/** Who serves, with its replica, as the servers themselves say. */
export async function pairsOf(cluster: RedisCluster): Promise<Pair[]> {
  const answers = await Promise.allSettled(
    cluster.nodes.map(async (server) => ({ server, ...(await replicationRole(server)) })),
  );
  const known = answers.filter((answer) => answer.status === 'fulfilled').map((answer) => answer.value);
  return known.flatMap(({ server: replica, role, primaryPort, linked }) => {
    if (role !== 'slave' || !linked) return [];
    const primary = known.find((other) => other.server.port === primaryPort && other.role === 'master');
    return primary === undefined ? [] : [{ primary: primary.server, replica }];
  });
}

async function untilSettled(cluster: RedisCluster): Promise<void> {
  await waitUntil(
    'every primary of the cluster has its replica',
    async () => (await pairsOf(cluster)).length === cluster.nodes.length / 2,
    60_000,
  );
  await cluster.untilOk();
}
