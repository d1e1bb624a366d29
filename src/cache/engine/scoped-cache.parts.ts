import type { Clock } from '../core/clock.js';
import type { KeyDigester } from '../core/digest.js';
import type { CacheObserver } from '../core/observer.js';
import type { Prices } from '../core/prices.js';
import type { ScopedStore } from '../store/scoped-store.js';
import type { NearEntries } from './near-entries.js';
import type { ComputationLimit } from './computation-limit.js';
import type { StoreOperation } from './store-error-log.js';

/** What the engine is put together from. */
export interface ScopedCacheParts {
  readonly store: ScopedStore;
  readonly digester: KeyDigester;
  readonly clock: Clock;
  readonly observer: CacheObserver;
  readonly options: EngineOptions;
  /** Finds the entries of similar questions, where that is switched on. */
  readonly near?: NearEntries | undefined;
  /** Absent: any number of computations run at once. */
  readonly limit?: ComputationLimit | undefined;
  /** Unique to this process; leases carry it. */
  readonly owner: string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface EngineOptions {
  readonly enabled: boolean;
  /** Larger values are served and not stored. Bytes, before compression. */
  readonly maxEntryBytes: number;
  /** Computations that run beyond this many are not shared and not stored. */
  readonly maxFlights: number;
  /** Values from this many bytes on are compressed. */
  readonly compressionThresholdBytes: number;
  /** How long after its owner's death a lease keeps others waiting, in milliseconds; renewed while the owner lives. */
  readonly leaseTtlMs: number;
  /** How long a request waits for another process's computation before it computes itself, in milliseconds. */
  readonly leaseWaitMs: number;
  /** What steps cost that nobody reports the cost of. */
  readonly prices: Prices;
  /** Called with every error of the store; the request it happened in goes on without the cache. */
  readonly onStoreError: (error: unknown, operation: StoreOperation) => void;
  /** Called with every answer of the store, so that the end of a failure is noticed. */
  readonly onStoreAnswer: (operation: StoreOperation) => void;
  /** Called when a computed value cannot be stored by its layer's codec. */
  readonly onUnstorable: (layer: string, error: unknown) => void;
}
