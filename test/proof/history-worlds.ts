import { Redis } from 'ioredis';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { silentObserver, type CacheObserver } from '../../src/cache/core/observer.js';
import { ScopedCache } from '../../src/cache/engine/scoped-cache.js';
import { Invalidator } from '../../src/cache/invalidation/invalidator.js';
import { QueryCache } from '../../src/cache/query/query-cache.js';
import type { ScopedStore } from '../../src/cache/store/scoped-store.js';
import { createCache, systemClock, type Cache, type Clock } from '../../src/index.js';
import { freshNamespace, sharedRedis, startNodes, type CacheNode } from './cache-node.js';
import type { Request, Target } from './history-checker.js';
import type { HistoryNode, HistoryWorld } from './history-runner.js';

/** Waiting readers look for another process's answer every few milliseconds: the same steps, sooner. */
export const hastyClock: Clock = {
  now: () => systemClock.now(),
  setTimer: (delayMs, callback) => systemClock.setTimer(delayMs / 30, callback),
};

const NODES = 3;
const keyOf = ({ query, role }: Request) => ({ query, variant: { role } });

function nodeOf({ queries, invalidator }: Pick<Cache, 'queries' | 'invalidator'>): HistoryNode {
  return {
    async read(request, compute) {
      const resolution = await queries.resolve(request, keyOf(request), compute);
      return resolution.source === 'hit'
        ? { answer: await resolution.value(), source: 'hit' }
        : { answer: resolution.computed, source: resolution.source, fill: resolution.fill };
    },
    invalidate(target) {
      switch (target.kind) {
        case 'client':
          return invalidator.client(target.workspaceId, target.clientId);
        case 'workspace':
          return invalidator.workspace(target.workspaceId);
        case 'query':
          return invalidator.query(target, target.query);
      }
    },
  };
}

function nodeOfProcess(node: CacheNode): HistoryNode {
  return {
    async read(request, compute) {
      const gated = node.read(request, keyOf(request));
      if (await gated.entered) {
        await compute().then(
          (answer) => gated.open(answer),
          (error: unknown) => gated.fail((error as Error).message),
        );
      }
      const { value, source, fill } = await gated.answer;
      return { answer: value as Awaited<ReturnType<typeof compute>>, source, fill };
    },
    invalidate(target: Target) {
      switch (target.kind) {
        case 'client':
          return node.invalidateClient(target.workspaceId, target.clientId);
        case 'workspace':
          return node.invalidateWorkspace(target.workspaceId);
        case 'query':
          return node.invalidateQuery(target, target.query);
      }
    },
  };
}

export interface OpenWorld extends HistoryWorld {
  close(): Promise<void>;
}

/** Several engines, each with its own flights and leases, over one store that is given. */
export function worldOnStore(store: ScopedStore, observer: CacheObserver = silentObserver): HistoryWorld {
  const nodes = Array.from({ length: NODES }, (_, index) => {
    const digester = new KeyDigester('history');
    const scoped = new ScopedCache({
      store,
      digester,
      clock: hastyClock,
      observer,
      owner: `node-${String(index)}`,
      random: Math.random,
      options: {
        enabled: true,
        maxEntryBytes: 1_000_000,
        compressionThresholdBytes: 8192,
        maxFlights: 10_000,
        leaseTtlMs: 5000,
        leaseWaitMs: 30_000,
        prices: { layers: {}, models: {} },
        onStoreError: (error) => {
          throw error;
        },
        onStoreAnswer: () => undefined,
        onUnstorable: (_layer, error) => {
          throw error;
        },
      },
    });
    const queries = new QueryCache(scoped, { ttlMs: 300_000, caseSensitive: false });
    const invalidator = new Invalidator({
      store,
      digester,
      observer,
      normalize: (query) => queries.normalize(query),
      forgetCopies: () => undefined,
      onStoreAnswer: () => undefined,
      onStoreError: (error) => {
        throw error;
      },
    });
    return nodeOf({ queries, invalidator });
  });
  return {
    nodes,
    settle: () => nextTurn(),
    // Nothing is lost in this process but by eviction, which the store's own tests have.
    lose: () => Promise.resolve(),
  };
}

/** Several caches in this process, each with a connection of its own to a real server. */
export async function worldOnRedis(): Promise<OpenWorld> {
  const namespace = freshNamespace();
  const caches = Array.from({ length: NODES }, () =>
    createCache({ redis: sharedRedis(), namespace, clock: hastyClock, commandTimeoutMs: 20_000 }),
  );
  for (const cache of caches) await cache.start();
  const real = await realServer(namespace);
  return {
    ...real,
    nodes: caches.map(nodeOf),
    close: async () => {
      await caches[0]?.invalidator.clear();
      await Promise.all(caches.map((cache) => cache.stop()));
      await real.close();
    },
  };
}

/** Several processes. */
export async function worldOfProcesses(): Promise<OpenWorld> {
  const namespace = freshNamespace();
  const nodes = await startNodes(NODES, { redis: sharedRedis(), namespace, commandTimeoutMs: 20_000 });
  const real = await realServer(namespace);
  return {
    ...real,
    nodes: nodes.map(nodeOfProcess),
    close: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      await real.close();
    },
  };
}

async function realServer(namespace: string): Promise<Omit<OpenWorld, 'nodes'>> {
  const control = new Redis(sharedRedis().url);
  await control.ping();
  const digester = new KeyDigester(namespace);
  return {
    // Two round trips: a look-up and what follows from it.
    settle: async () => {
      await control.ping();
      await nextTurn();
      await control.ping();
      await nextTurn();
    },
    lose: async (workspaceId, pick) => {
      const keys = await control.keys(`*{${digester.id(workspaceId)}}*`);
      const lost = keys.filter((_, index) => (pick >> (index % 6)) % 2 === 1);
      if (lost.length > 0) await control.unlink(...lost);
    },
    close: async () => {
      control.disconnect();
      return Promise.resolve();
    },
  };
}
