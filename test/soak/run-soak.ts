import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../src/cache/testing/conformance/seeded-random.js';
import { startRedis, waitUntil, withClient, type RedisServer } from '../support/redis/index.js';
import { spawnWorker, type Worker } from '../support/worker/worker.js';
import { runLoad, Seen } from './load.js';

/** What the application's process holds, after a garbage collection. */
export interface Census {
  readonly heapUsed: number;
  readonly external: number;
  readonly rss: number;
  readonly sockets: number;
  readonly timers: number;
  readonly handles: number;
  readonly listeners: number;
  readonly running: number;
  readonly computations: number;
  readonly unhandled: readonly string[];
}

export interface SoakReport {
  readonly seconds: number;
  readonly seen: Seen;
  readonly faults: Readonly<Record<string, number>>;
  /** After the warm-up, and at the end, each at rest. */
  readonly start: Census;
  readonly end: Census;
}

/**
 * Load over HTTP on a Nest application whose Redis is killed, paused, flushed and cut off. The first fifth (at most a
 * minute, faults included) warms up: code is compiled and bounded stores fill, before the first census.
 */
export async function runSoak(options: {
  seconds: number;
  seed: number;
  clients: number;
}): Promise<SoakReport> {
  const server = await startRedis();
  const app = await spawnWorker('soak-app.mjs');
  try {
    const settings = { redisUrl: server.url, namespace: `soak-${randomUUID()}` };
    const url = await app.call<string>('listen', settings);
    const faults: Record<string, number> = {};
    const warmUp = Math.min(60, options.seconds / 5);
    const load = async (seconds: number, seed: number, seen: Seen): Promise<Census> => {
      const over = AbortSignal.timeout(seconds * 1000);
      await Promise.all([
        ...Array.from({ length: options.clients }, (_, n) => runLoad(url, seed + n, seen, over)),
        runFaults(server, seed, over, faults),
      ]);
      return await atRest(app);
    };
    const start = await load(warmUp, options.seed * 1000, new Seen());
    for (const name of Object.keys(faults)) faults[name] = 0;
    const seen = new Seen();
    const end = await load(options.seconds - warmUp, options.seed * 1000 + 500, seen);
    await app.call('close');
    return { seconds: options.seconds - warmUp, seen, faults, start, end };
  } finally {
    await app.stop();
    await server.stop();
  }
}

/** Resolves when no request is under way and the clients' idle connections have been closed (5 s). */
async function atRest(app: Worker): Promise<Census> {
  let census = await app.call<Census>('census');
  let calm = 0;
  await waitUntil('the application is at rest', async () => {
    await delay(500);
    const next = await app.call<Census>('census');
    calm = next.running === 0 && next.handles === census.handles ? calm + 1 : 0;
    census = next;
    return calm >= 12;
  });
  return census;
}

async function runFaults(
  server: RedisServer,
  seed: number,
  over: AbortSignal,
  faults: Record<string, number>,
): Promise<void> {
  const random = seededRandom(seed);
  const kinds: Record<string, () => Promise<unknown>> = {
    'kill and restart': async () => {
      await server.kill();
      await delay(random.below(2000));
      await server.restart();
    },
    'stands still': async () => {
      await server.pause();
      await delay(200 + random.below(3000));
      await server.resume();
    },
    FLUSHALL: () => withClient(server, (client) => client.flushall()),
    'SCRIPT FLUSH': () => withClient(server, (client) => client.script('FLUSH')),
    'connections killed': () =>
      withClient(server, (client) => client.call('CLIENT', 'KILL', 'TYPE', 'normal')),
  };
  for (;;) {
    await delay(1000 + random.below(5000), undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return;
    const name = random.pick(Object.keys(kinds));
    await kinds[name]?.();
    faults[name] = (faults[name] ?? 0) + 1;
  }
}
