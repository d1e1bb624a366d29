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
import { openConnection, type RedisConnection } from '../store/redis/redis-connection.js';
import { RedisContentStore } from '../store/redis/redis-content-store.js';
import { RedisKeys } from '../store/redis/redis-keys.js';
import { RedisStore } from '../store/redis/redis-store.js';
import type { ScopedStore } from '../store/scoped-store.js';
import type { ScopeVersionProvider } from '../strict/scope-version-provider.js';
import { StrictScopedStore } from '../strict/strict-scoped-store.js';

export interface Stores {
  readonly scopedStore: ScopedStore;
  /** Absent: content-addressed entries live in the copies that every process keeps of them. */
  readonly contentStore?: ContentStore;
  readonly budgets: BudgetStore;
  /** Absent: nothing is encrypted. */
  readonly ring?: KeyRing;
  /** What the stores speak to, if it is a Redis. */
  readonly redis?: { readonly connection: RedisConnection; readonly keys: RedisKeys };
}

interface Tools {
  readonly clock: Clock;
  readonly logger: CacheLogger;
  readonly observer: CacheObserver;
  readonly digester: KeyDigester;
}

/**
 * The stores that the options ask for, each around the one before: Redis or memory, what seals entries on their way to
 * Redis, what compares their versions (inside the seal, so that a version cannot be forged).
 */
export function createStores(
  options: ResolvedOptions,
  versions: ScopeVersionProvider | undefined,
  tools: Tools,
): Stores {
  const stores = options.redis === null ? inMemory(options, tools) : onRedis(options, options.redis, tools);
  if (versions === undefined) return stores;
  return { ...stores, scopedStore: new StrictScopedStore(stores.scopedStore, versions) };
}

function inMemory({ memory, settleMs }: ResolvedOptions, { clock }: Tools): Stores {
  return {
    scopedStore: new MemoryStore({ maxBytes: memory.maxBytes, clock, settleMs }),
    budgets: new MemoryBudgetStore(clock),
  };
}

function onRedis(
  options: ResolvedOptions,
  redis: NonNullable<ResolvedOptions['redis']>,
  tools: Tools,
): Stores {
  const connection = openConnection(redis, options.commandTimeoutMs);
  const keys = new RedisKeys(options.namespace);
  const { replicas, replicaTimeoutMs, settleMs } = options;
  const warn = (message: string): void => tools.logger.warn(message);
  const stores = {
    scopedStore: new RedisStore({ connection, keys, replicas, replicaTimeoutMs, settleMs, warn }),
    contentStore: new RedisContentStore(connection, keys),
  };
  return {
    ...sealStores(stores, options.encryption, tools),
    budgets: new RedisBudgetStore(connection, keys, tools.digester),
    redis: { connection, keys },
  };
}
