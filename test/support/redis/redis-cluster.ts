import type { Redis } from 'ioredis';
import { freePort } from '../process/free-port.js';
import { findProgram } from './find-program.js';
import type { RedisFlavour } from './flavour.js';
import { HOST, startServer, withClient, type RedisServer } from './redis-server.js';
import type { ServerProgram } from './server-program.js';
import { waitUntil } from './wait-until.js';

export interface StartClusterOptions {
  flavour?: RedisFlavour;
  /** At least 3, or there is no majority for a failover. */
  masters: number;
  /** Replicas of each master. */
  replicas?: 0 | 1;
  args?: readonly string[];
}

export interface RedisCluster {
  /** All nodes; those that began as masters come first. */
  readonly nodes: readonly RedisServer[];
  /** For a cluster client. */
  readonly addresses: readonly { host: string; port: number }[];
  /** The node that serves this key now, by what `asked` (by default any node that answers) knows. */
  masterOf(key: string, asked?: RedisServer): Promise<RedisServer>;
  /** The replica of a master, as started. */
  replicaOf(master: RedisServer): RedisServer;
  /** Resolves when every node that runs says `cluster_state:ok`. */
  untilOk(): Promise<void>;
  stop(): Promise<void>;
}

const SLOTS = 16_384;
/** Failover begins after this long. Shorter, and a busy machine loses nodes that are alive. */
const NODE_TIMEOUT_MS = 2_000;

export async function startCluster(options: StartClusterOptions): Promise<RedisCluster> {
  const program = await findProgram(options.flavour ?? 'default');
  const count = options.masters * (1 + (options.replicas ?? 0));
  const started = await Promise.allSettled(
    Array.from({ length: count }, () => startNode(program, options.args ?? [])),
  );
  const nodes = started.filter((result) => result.status === 'fulfilled').map((result) => result.value);
  const cluster = new LocalCluster(nodes, options.masters);
  try {
    const failure = started.find((result) => result.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    await cluster.form();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

function startNode(program: ServerProgram, args: readonly string[]): Promise<RedisServer> {
  return startServer(program, {
    args: async (port) => [
      ...['--port', String(port), '--bind', HOST, '--save', '', '--appendonly', 'no'],
      ...['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf'],
      // The default, port + 10000, is beyond 65535 for most of the free ports.
      ...['--cluster-port', String(await freePort()), '--cluster-node-timeout', String(NODE_TIMEOUT_MS)],
      ...['--repl-diskless-sync-delay', '0', '--repl-timeout', '10'],
      ...args,
    ],
  });
}

class LocalCluster implements RedisCluster {
  constructor(
    readonly nodes: readonly RedisServer[],
    private readonly masters: number,
  ) {}

  get addresses(): { host: string; port: number }[] {
    return this.nodes.map(({ host, port }) => ({ host, port }));
  }

  /** What `redis-cli --cluster create` does. */
  async form(): Promise<void> {
    await Promise.all(
      this.nodes.map((node, index) => withClient(node, (client) => this.prepare(client, index))),
    );
    const [first, ...others] = this.nodes;
    if (first === undefined) return;
    await withClient(first, async (client) => {
      for (const node of others) {
        await client.call('CLUSTER', 'MEET', node.host, String(node.port), await busPort(node));
      }
    });
    await this.untilAll('the nodes know each other', async (client) => {
      const info = await clusterInfo(client);
      return info['cluster_known_nodes'] === String(this.nodes.length);
    });
    for (const [index, node] of this.nodes.entries()) {
      const master = this.nodes[index % this.masters];
      if (index < this.masters || master === undefined) continue;
      const id = await withClient(master, (client) => client.cluster('MYID'));
      await withClient(node, (client) => client.call('CLUSTER', 'REPLICATE', id));
    }
    await this.untilOk();
    await this.untilAll('the replicas are in step', async (client) => {
      const replication = await client.info('replication');
      return !replication.includes('role:slave') || replication.includes('master_link_status:up');
    });
  }

  private async prepare(client: Redis, index: number): Promise<void> {
    // Equal epochs would be settled later by a collision rule that renumbers nodes in the middle of a test.
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    if (index >= this.masters) return;
    const from = Math.floor((index * SLOTS) / this.masters);
    const to = Math.floor(((index + 1) * SLOTS) / this.masters) - 1;
    await client.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
  }

  async masterOf(key: string, asked?: RedisServer): Promise<RedisServer> {
    const node = asked ?? (await this.anyThatAnswers());
    const [slot, ranges] = await withClient(node, (client) =>
      Promise.all([client.cluster('KEYSLOT', key), client.cluster('SLOTS')]),
    );
    const range = ranges.find(([from, to]) => from <= slot && slot <= to);
    const master = this.nodes.find((candidate) => candidate.port === range?.[2]?.[1]);
    if (master === undefined) throw new Error(`no node serves slot ${String(slot)}`);
    return master;
  }

  replicaOf(master: RedisServer): RedisServer {
    const index = this.nodes.indexOf(master);
    const replica = this.nodes[index + this.masters];
    if (index < 0 || index >= this.masters || replica === undefined)
      throw new Error('this node was started without a replica');
    return replica;
  }

  untilOk(): Promise<void> {
    return this.untilAll(
      'cluster_state:ok',
      async (client) => (await clusterInfo(client))['cluster_state'] === 'ok',
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  private async untilAll(what: string, ask: (client: Redis) => Promise<boolean>): Promise<void> {
    const running = this.nodes.filter((node) => node.running);
    await Promise.all(running.map((node) => waitUntil(`${what} (${node.url})`, () => withClient(node, ask))));
  }

  private async anyThatAnswers(): Promise<RedisServer> {
    const running = this.nodes.filter((node) => node.running);
    return Promise.any(running.map((node) => withClient(node, (client) => client.ping().then(() => node))));
  }
}

async function busPort(node: RedisServer): Promise<string> {
  const [, port] = (await withClient(node, (client) => client.config('GET', 'cluster-port'))) as [
    string,
    string,
  ];
  return port;
}

async function clusterInfo(client: Redis): Promise<Record<string, string>> {
  const lines = (await client.cluster('INFO')).trim().split('\r\n');
  return Object.fromEntries(lines.map((line) => line.split(':') as [string, string]));
}
