import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../src/cache/testing/conformance/seeded-random.js';
import { makeTempDir, removeTempDir } from '../support/process/temp-dir.js';
import { startRedis } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { spawnWorker, type Worker } from '../support/worker/worker.js';
import { check, type Verdict } from './checker.js';
import { runTrack, type FaultEvent } from './fault-track.js';
import { clusterWorld } from './faults/cluster-world.js';
import { lightFaults } from './faults/light-faults.js';
import { sentinelWorld } from './faults/sentinel-world.js';
import { standaloneWorld } from './faults/standalone-world.js';
import { parseHistory, type ChaosHistory } from './history.js';
import type { Topology, World } from './world.js';

export interface ChaosOptions {
  readonly topology: Topology;
  readonly seconds: number;
  readonly seed: number;
  /** Client processes. */
  readonly processes: number;
  /** Requests that each has under way at once. */
  readonly lanes: number;
  /** Mean pause of a lane between two requests, milliseconds. */
  readonly pauseMs: number;
  /** Changes among a thousand requests. */
  readonly writesPerMille: number;
  /** False: fills are not compared. */
  readonly fence: boolean;
}

export interface ChaosReport extends Verdict {
  readonly options: ChaosOptions;
  readonly server: string;
  readonly faults: readonly FaultEvent[];
  /** Calls of the application's function. */
  readonly computations: number;
  /** Rejections that nobody handled, in any client process. */
  readonly unhandled: readonly string[];
}

export const DEFAULTS = { processes: 4, lanes: 24, pauseMs: 40, writesPerMille: 25, fence: true } as const;

/** Few of each, so that requests meet. */
const LOAD = { workspaces: 6, clients: 3, queries: 3 };
const WORLDS: Record<Topology, () => Promise<World>> = {
  standalone: standaloneWorld,
  sentinel: sentinelWorld,
  cluster: clusterWorld,
};

/** Starts servers and client processes, lets faults happen, and checks what the clients have seen. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const dir = makeTempDir('chaos');
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const database = await startRedis();
    closers.push(() => database.stop());
    const world = await WORLDS[options.topology]();
    closers.push(() => world.stop());
    const wires = new Map<number, TcpProxy>();
    for (const server of world.servers) wires.set(server.port, await TcpProxy.start(server));
    closers.push(() => Promise.all([...wires.values()].map((wire) => wire.stop())));
    const clients: Worker[] = [];
    closers.push(() => Promise.all(clients.map((client) => client.stop())));
    for (let n = 0; n < options.processes; n++) clients.push(await spawnWorker('chaos-client.mjs'));

    const base = process.hrtime.bigint();
    const now = (): number => Number((process.hrtime.bigint() - base) / 1000n);
    const namespace = `chaos-${randomUUID()}`;
    const fileOf = (n: number): string => join(dir, `history-${String(n)}`);
    for (const [n, client] of clients.entries()) {
      await client.call('begin', {
        ...LOAD,
        lanes: options.lanes,
        pauseMs: options.pauseMs,
        writesPerMille: options.writesPerMille,
        fence: options.fence,
        seed: options.seed * 100 + n,
        base,
        databaseUrl: database.url,
        historyFile: fileOf(n),
        options: {
          // Only the first client is behind wires: a fault of the others' network would be a fault of the server.
          redis: world.connection(n === 0 ? wires : undefined),
          namespace,
          replicas: world.replicas,
          replicaTimeoutMs: 150,
          query: { ttlMs: 60_000 },
          leaseTtlMs: 2000,
          leaseWaitMs: 4000,
        },
      });
    }
    const faults = await untilOver(world, { clients, wires: [...wires.values()] }, options, now);
    const ends = await Promise.all(clients.map((client) => client.call<ClientEnd>('finish')));

    const history: ChaosHistory = { reads: [], invalidations: [] };
    for (const n of clients.keys()) parseHistory(readFileSync(fileOf(n), 'utf8'), n, history);
    return {
      ...check(history),
      options,
      server: `${database.version.product} ${database.version.version}`,
      faults,
      computations: ends.reduce((sum, { computations }) => sum + computations, 0),
      unhandled: ends.flatMap(({ unhandled }) => unhandled),
    };
  } finally {
    for (const close of closers.reverse()) await close();
    removeTempDir(dir);
  }
}

interface ClientEnd {
  readonly computations: number;
  readonly unhandled: string[];
}

async function untilOver(
  world: World,
  { clients, wires }: { clients: readonly Worker[]; wires: readonly TcpProxy[] },
  { seconds, seed }: ChaosOptions,
  now: () => number,
): Promise<FaultEvent[]> {
  const until = seconds * 1000;
  // Each track its own dice: how long the faults of one take must not change the other's.
  const context = (salt: number) => ({ random: seededRandom(seed * 7919 + salt), clients, wires });
  const nothing = (): Promise<void> => Promise.resolve();
  const heavy = { faults: world.heavy, context: context(1), pause: [500, 2000], now } as const;
  const light = { faults: lightFaults(world), context: context(2), pause: [200, 1500], now } as const;
  const events = await Promise.all([
    runTrack({ ...heavy, recovered: world.settled }, until),
    runTrack({ ...light, recovered: nothing }, until),
  ]);
  // What the last fault left behind shows in what is read after it.
  await delay(Math.max(500, until - now() / 1000));
  return events.flat().sort((a, b) => a.start - b.start);
}
