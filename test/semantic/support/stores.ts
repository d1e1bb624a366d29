import { nonce } from '../../../src/cache/core/incarnation.js';
import { MemoryStore } from '../../../src/cache/store/memory/memory-store.js';
import { openConnection } from '../../../src/cache/store/redis/redis-connection.js';
import { RedisKeys } from '../../../src/cache/store/redis/redis-keys.js';
import { RedisStore } from '../../../src/cache/store/redis/redis-store.js';
import type { ScopedStore } from '../../../src/cache/store/scoped-store.js';
import { ManualClock } from '../../../src/testing.js';

export { gate } from '../../layers/support/caches.js';

export type StoreKind = 'memory' | 'redis';
export const STORE_KINDS: readonly StoreKind[] = ['memory', 'redis'];

const started: ScopedStore[] = [];

afterEach(async () => {
  for (const store of started.splice(0)) {
    await store.clear();
    await store.stop();
  }
});

/** An empty store, cleared and stopped after the test. */
export async function startStore(kind: StoreKind): Promise<ScopedStore> {
  const store =
    kind === 'memory'
      ? new MemoryStore({ maxBytes: 64 * 1024 * 1024, clock: new ManualClock() })
      : new RedisStore({
          connection: openConnection({ url: redisUrl() }, 5000),
          keys: new RedisKeys(`semantic-${nonce()}`),
          replicas: 0,
          replicaTimeoutMs: 100,
          warn: () => undefined,
        });
  started.push(store);
  await store.start();
  return store;
}

export function redisUrl(): string {
  const url = process.env['TEST_REDIS_URL'];
  if (url === undefined) throw new Error('TEST_REDIS_URL is set by the global set-up of the tests');
  return url;
}
