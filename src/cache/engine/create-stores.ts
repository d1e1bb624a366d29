import type { Clock } from '../core/clock.js';
import type { KeyDigester } from '../core/digest.js';
import type { CacheObserver } from '../core/observer.js';
import type { KeyRing } from '../encryption/key-ring.js';
import { sealStores } from '../encryption/seal-stores.js';
import type { CacheLogger, ResolvedOptions } from '../options/cache.options.js';
import type { BudgetStore } from '../store/budget-store.js';
import type { ContentStore } from '../store/content-store.js';
import { MemoryBudgetStore } from '../store/memory/memory-budget-store.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import { RedisBudgetStore } from '../store/redis/redis-budget-store.js';
import { RedisContentStore } from '../store/redis/redis-content-store.js';
import { openConnection, type RedisConnection } from '../store/redis/redis-connection.js';
import { RedisKeys } from '../store/redis/redis-keys.js';
import { RedisStore } from '../store/redis/redis-store.js';
import type { ScopedStore } from '../store/scoped-store.js';

export interface Stores {
  readonly scopedStore: ScopedStore;
  readonly contentStore: ContentStore | undefined;
  readonly budgets: BudgetStore;
  readonly ring?: KeyRing;
  /** What the stores speak to, if it is a Redis. */
  readonly redis?: { readonly connection: RedisConnection; readonly keys: RedisKeys };
}

/** The stores that the options name. */
export function createStores(
  options: ResolvedOptions,
  tools: { clock: Clock; logger: CacheLogger; observer: CacheObserver },
  digester: KeyDigester,
): Stores {
  const { clock, logger } = tools;
  if (options.redis === null) {
    // Content-addressed entries live in the copies that every process keeps of them.
    return {
      scopedStore: new MemoryStore({ maxBytes: options.memory.maxBytes, clock }),
      contentStore: undefined,
      budgets: new MemoryBudgetStore(clock),
    };
  }
  const connection = openConnection(options.redis, options.commandTimeoutMs);
  const keys = new RedisKeys(options.namespace);
  const { replicas, replicaTimeoutMs } = options;
  const warn = (message: string): void => logger.warn(message);
  const stores = {
    scopedStore: new RedisStore({ connection, keys, replicas, replicaTimeoutMs, warn }),
    contentStore: new RedisContentStore(connection, keys),
  };
  return {
    ...sealStores(stores, options.encryption, tools),
    budgets: new RedisBudgetStore(connection, keys, digester),
    redis: { connection, keys },
  };
}
