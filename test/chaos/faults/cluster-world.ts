import { startCluster, waitUntil, withClient, type RedisCluster } from '../../support/redis/index.js';
import { pairsOf, promote, type Pair } from '../../support/redis/replication.js';
import type { Fault, World } from '../world.js';
import { replicatedFaults, type PairedServers } from './replicated-faults.js';
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
  const pairs = async (): Promise<Pair[]> => await pairsOf(cluster.nodes);
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
    failOver: ({ replica }) => promote(replica),
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
      inject: async ({ random }) => promote(random.pick(await pairs()).replica, 'TAKEOVER'),
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

async function untilSettled(cluster: RedisCluster): Promise<void> {
  await waitUntil(
    'every primary of the cluster has its replica, and every node sees a whole cluster',
    async () => {
      if ((await pairsOf(cluster.nodes)).length < cluster.nodes.length / 2) return false;
      const told = cluster.nodes.map((node) => withClient(node, (client) => client.cluster('INFO')));
      return (await Promise.all(told)).every((info) => info.includes('cluster_state:ok'));
    },
    120_000,
  );
}
