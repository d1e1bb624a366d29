import { systemClock, type Clock } from '../core/clock.js';
import { KeyDigester } from '../core/digest.js';
import { nonce } from '../core/incarnation.js';
import { silentObserver, type CacheObserver } from '../core/observer.js';
import { Invalidator } from '../invalidation/invalidator.js';
import type { CacheLogger, CacheOptions, ResolvedOptions } from '../options/cache.options.js';
import { resolveOptions } from '../options/resolve-options.js';
import { QueryCache } from '../query/query-cache.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import { openConnection } from '../store/redis/redis-connection.js';
import { RedisKeys } from '../store/redis/redis-keys.js';
import { RedisStore } from '../store/redis/redis-store.js';
import type { ScopedStore, StoreHealth } from '../store/scoped-store.js';
import { ScopedCache } from './scoped-cache.js';
import { StoreErrorLog } from './store-error-log.js';

/** A cache of AI answers and of the steps they are made in. Start it before use; stop it to release connections. */
export interface Cache {
  /** The options in force. */
  readonly options: ResolvedOptions;
  readonly queries: QueryCache;
  readonly invalidator: Invalidator;
  /** The engine that every scoped layer uses; for layers of your own. */
  readonly scoped: ScopedCache;
  readonly clock: Clock;
  readonly observer: CacheObserver;
  /** Connects. Resolves even when Redis is down: answers are then computed until it is there. */
  start(): Promise<void>;
  /** Waits for running computations up to `graceMs` milliseconds (default 5000), then closes what was opened. */
  stop(graceMs?: number): Promise<void>;
  health(): CacheHealth;
}

export interface CacheHealth extends StoreHealth {
  readonly enabled: boolean;
  /** Computations that run in this process. */
  readonly running: number;
}

const noLog: CacheLogger = { log: () => undefined, warn: () => undefined };

/**
 * Makes a cache from options, environment variables and defaults, in this order.
 *
 * @throws CacheConfigurationError naming every option that is wrong.
 */
export function createCache(given: CacheOptions = {}): Cache {
  const options = resolveOptions(given, process.env);
  const clock = given.clock ?? systemClock;
  const logger = given.logger ?? noLog;
  const observer: CacheObserver = given.observer ?? silentObserver;
  const store = createStore(options, clock, logger);
  const errors = new StoreErrorLog(logger);
  const digester = new KeyDigester(
    options.namespace,
    options.keySecret === undefined ? undefined : Buffer.from(options.keySecret, 'utf8'),
  );
  const scoped = new ScopedCache({
    store,
    digester,
    clock,
    observer,
    owner: nonce(),
    random: Math.random,
    options: {
      ...options,
      onStoreError: (error) => errors.failed(error),
      onStoreAnswer: () => errors.answered(),
      onUnstorable: (layer, error) => errors.unstorable(layer, error),
    },
  });
  const queries = new QueryCache(scoped, options.query);
  return {
    options,
    queries,
    scoped,
    clock,
    observer,
    invalidator: new Invalidator({
      store,
      digester,
      observer,
      normalize: (query) => queries.normalize(query),
      onStoreError: (error) => errors.failed(error),
    }),
    start: () => store.start(),
    async stop(graceMs = 5000) {
      let timer: { cancel(): void } | undefined;
      const grace = new Promise<void>((resolve) => {
        timer = clock.setTimer(graceMs, resolve);
      });
      await Promise.race([scoped.settled(), grace]);
      timer?.cancel();
      await store.stop();
    },
    health: () => ({ ...store.health(), enabled: options.enabled, running: scoped.running }),
  };
}

function createStore(options: ResolvedOptions, clock: Clock, logger: CacheLogger): ScopedStore {
  if (options.redis === null) {
    return new MemoryStore({ maxBytes: options.memory.maxBytes, clock });
  }
  return new RedisStore({
    connection: openConnection(options.redis, options.commandTimeoutMs),
    keys: new RedisKeys(options.namespace),
    replicas: options.replicas,
    replicaTimeoutMs: options.replicaTimeoutMs,
    warn: (message) => logger.warn(message),
  });
}
