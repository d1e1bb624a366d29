import type { Clock } from '../core/clock.js';
import type { KeyDigester } from '../core/digest.js';
import type { CacheObserver } from '../core/observer.js';
import type { KeyRing } from '../encryption/key-ring.js';
import { sealStores } from '../encryption/seal-stores.js';
import type { Invalidator } from '../invalidation/invalidator.js';
import type { CacheLogger, ResolvedOptions } from '../options/cache.options.js';
import type { BudgetStore } from '../store/budget-store.js';
import type { ContentStore } from '../store/content-store.js';
import { MemoryBudgetStore } from '../store/memory/memory-budget-store.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import { RedisBudgetStore } from '../store/redis/redis-budget-store.js';
import { openConnection, type RedisConnection } from '../store/redis/redis-connection.js';
import { RedisContentStore } from '../store/redis/redis-content-store.js';
import { RedisKeys } from '../store/redis/redis-keys.js';
import { RedisShards } from '../store/redis/redis-shards.js';
import { RedisStore } from '../store/redis/redis-store.js';
import { FileJournal } from '../store/resilience/journal/file-journal.js';
import type { InvalidationJournal } from '../store/resilience/journal/invalidation-journal.js';
import { LocalFallback } from '../store/resilience/local-fallback.js';
import { OutageGuard } from '../store/resilience/outage-guard.js';
import { ResilientContentStore } from '../store/resilience/resilient-content-store.js';
import { ResilientScopedStore } from '../store/resilience/resilient-scoped-store.js';
import type { ScopedStore } from '../store/scoped-store.js';
import type { ScopeVersionProvider } from '../strict/scope-version-provider.js';
import { StrictScopedStore } from '../strict/strict-scoped-store.js';
import type { StoreErrorLog } from './store-error-log.js';

export interface StoresParts {
  readonly options: ResolvedOptions;
  readonly clock: Clock;
  readonly logger: CacheLogger;
  readonly observer: CacheObserver;
  readonly digester: KeyDigester;
  readonly errors: StoreErrorLog;
  readonly journal: InvalidationJournal | undefined;
  /** Strict mode: asked about the scope with every look-up. */
  readonly versions: ScopeVersionProvider | undefined;
  readonly invalidator: () => Invalidator;
}

export interface Stores {
  readonly scopedStore: ScopedStore;
  /** Absent: content-addressed entries live in the copies that every process keeps of them. */
  readonly contentStore: ContentStore | undefined;
  readonly budgets: BudgetStore;
  /** Absent where nothing is encrypted. */
  readonly ring?: KeyRing | undefined;
  /** What the stores speak to, if it is a Redis. */
  readonly redis?: { readonly connection: RedisConnection; readonly keys: RedisKeys };
}

/**
 * The stores that the options ask for, each around the one before: Redis with what keeps its outages from requests, or
 * this process' memory; what seals entries on their way to Redis; what compares their versions (inside the seal, so
 * that a version cannot be forged).
 */
export function createStores(parts: StoresParts): Stores {
  const { options, versions } = parts;
  const stores = options.redis === null ? inMemory(parts) : onRedis(parts, options.redis);
  if (versions === undefined) return stores;
  const { commandTimeoutMs } = options;
  return { ...stores, scopedStore: new StrictScopedStore(stores.scopedStore, versions, commandTimeoutMs) };
}

function inMemory({ options, clock }: StoresParts): Stores {
  const { memory, settleMs, maxScopeEntries } = options;
  return {
    scopedStore: new MemoryStore({ maxBytes: memory.maxBytes, clock, settleMs, maxScopeEntries }),
    contentStore: undefined,
    budgets: new MemoryBudgetStore(clock),
  };
}

function onRedis(parts: StoresParts, redis: NonNullable<ResolvedOptions['redis']>): Stores {
  const { options, clock, digester } = parts;
  const connection = openConnection(redis, options.commandTimeoutMs);
  const keys = new RedisKeys(options.namespace);
  const { replicas, replicaTimeoutMs, settleMs, maxScopeEntries } = options;
  const warn = (message: string): void => parts.logger.warn(message);
  const store = new RedisStore({
    connection,
    keys,
    replicas,
    replicaTimeoutMs,
    settleMs,
    maxScopeEntries,
    warn,
  });
  const fallback = newFallback(parts);
  const guard = new OutageGuard({
    store,
    shards: new RedisShards(connection, keys, options.commandTimeoutMs),
    clock,
    random: Math.random,
    journal: journalOf(parts),
    context: { scope: (scope) => digester.scope(scope) },
    journalTimeoutMs: options.commandTimeoutMs,
    events: {
      state: (state, cause) => {
        if (state === 'healthy') fallback?.forget();
        parts.errors.changed(state, cause);
      },
      pending: (targets) => parts.invalidator().pending(targets),
      applied: (workspace, invalidations) => parts.invalidator().applied(workspace, invalidations),
      journalFailed: (error) => parts.errors.journalFailed(error),
      abandoned: (targets) => parts.errors.abandoned(targets),
    },
  });
  const stores = {
    scopedStore: new ResilientScopedStore({ store, guard, fallback }),
    contentStore: new ResilientContentStore(new RedisContentStore(connection, keys), guard),
  };
  return {
    // Around it: a key store that fails is no outage of Redis.
    ...sealStores(stores, options, parts),
    budgets: new RedisBudgetStore(connection, keys, digester),
    redis: { connection, keys },
  };
}

function journalOf({ options, journal }: StoresParts): InvalidationJournal | undefined {
  const { journalFile } = options.resilience;
  return journal ?? (journalFile === undefined ? undefined : new FileJournal(journalFile));
}

/** Kept answers that no invalidation reaches may be served only where there is nobody else to make one, or by leave. */
function newFallback({ options, clock }: StoresParts): LocalFallback | undefined {
  const { singleProcess, maxStalenessMs } = options.resilience;
  if (!singleProcess && maxStalenessMs === undefined) return undefined;
  const { memory, settleMs } = options;
  return new LocalFallback({
    maxBytes: memory.maxBytes,
    clock,
    settleMs,
    maxStalenessMs: singleProcess ? undefined : maxStalenessMs,
  });
}
