import { randomUUID } from 'node:crypto';
import { openConnection, type RedisConnectionOptions } from '../../src/cache/store/redis/redis-connection.js';
import { RedisKeys } from '../../src/cache/store/redis/redis-keys.js';
import { RedisStore } from '../../src/cache/store/redis/redis-store.js';
import type { StoreUnderTest } from '../../src/testing.js';

export const uniqueNamespace = (): string => `test-${randomUUID()}`;

const silent: (message: string) => void = () => undefined;

/** A store over the server; the tests' time limits are far longer than a busy machine's hiccups. */
export function redisStore(
  options: RedisConnectionOptions,
  namespace: string,
  { warn = silent, commandTimeoutMs = 5000, replicas = 0, replicaTimeoutMs = 2000 } = {},
): RedisStore {
  return new RedisStore({
    connection: openConnection(options, commandTimeoutMs),
    keys: new RedisKeys(namespace),
    replicas,
    replicaTimeoutMs,
    warn,
  });
}

/** What the conformance suite asks for: two clients of one namespace, and one of another. */
export async function redisUnderTest(
  options: RedisConnectionOptions,
  settings: { replicas?: number } = {},
): Promise<StoreUnderTest> {
  const namespace = uniqueNamespace();
  const stores = [namespace, namespace, uniqueNamespace()].map((name) => redisStore(options, name, settings));
  const [store, peer, neighbour] = stores as [RedisStore, RedisStore, RedisStore];
  await Promise.all(stores.map((each) => each.start()));
  return {
    store,
    peer,
    neighbour,
    close: async () => {
      await Promise.all([store.clear(), neighbour.clear()]);
      await Promise.all(stores.map((each) => each.stop()));
    },
  };
}
