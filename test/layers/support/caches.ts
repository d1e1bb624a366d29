import { nonce } from '../../../src/cache/core/incarnation.js';
import { createCache, type Cache, type CacheOptions } from '../../../src/engine.js';

/** Where the entries of a test are. */
export type StoreKind = 'memory' | 'redis';

export const STORE_KINDS: readonly StoreKind[] = ['memory', 'redis'];

const started: Cache[] = [];

// Here and not at the end of each test: one that fails must not leave connections behind that keep the run alive.
afterEach(async () => {
  for (const cache of started.splice(0)) {
    await cache.invalidator.clear();
    await cache.stop();
  }
});

/** Starts a cache, ended after the test, of its own namespace; several caches of one test that share a namespace are as many processes. */
export async function startCache(
  kind: StoreKind,
  options: CacheOptions = {},
  namespace = `t-${nonce()}`,
): Promise<Cache> {
  const url = process.env['TEST_REDIS_URL'] ?? '';
  const cache = createCache({ namespace, redis: kind === 'redis' ? { url } : null, ...options });
  started.push(cache);
  await cache.start();
  if (cache.health().status === 'down') throw new Error(`The test's ${kind} store is not up.`);
  return cache;
}

/** A door that a computation waits at until the test opens it, and that tells when somebody is there. */
export interface Gate {
  /** Resolves when somebody waits here. */
  readonly reached: Promise<void>;
  open(): void;
  /** What the computation calls. */
  pass(): Promise<void>;
}

export function gate(): Gate {
  const arrived = deferred();
  const opened = deferred();
  return {
    reached: arrived.promise,
    open: () => opened.resolve(),
    pass: async () => {
      arrived.resolve();
      await opened.promise;
    },
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
