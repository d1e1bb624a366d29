import type { RedisConnection } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';

export interface RedisStoreOptions {
  readonly connection: RedisConnection;
  readonly keys: RedisKeys;
  /** Replicas that must have an invalidation before it is acknowledged. */
  readonly replicas: number;
  /** How long to wait for them. */
  readonly replicaTimeoutMs: number;
  /** Fills of computations that begin so soon after an invalidation are not to be made. Ms, default 0. */
  readonly settleMs?: number | undefined;
  /** About how many entries a scope may hold; leases, notes and invalidated questions count too. Default any number. */
  readonly maxScopeEntries?: number | undefined;
  /** Told once for every thing that goes wrong or is missing, without content. */
  readonly warn: (message: string) => void;
}
