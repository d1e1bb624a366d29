import type { Scope } from '../../../core/scope.js';
import type { ScopeAddress } from '../../../core/address.js';
import type { InvalidationTarget } from '../invalidation-target.js';

export type { InvalidationTarget };

/** What a journal may need to name targets: how the cache writes ids. */
export interface JournalContext {
  readonly scope: (scope: Scope) => ScopeAddress;
}

/**
 * The port to whatever remembers, across a crash, the invalidations that the store could not execute yet. Targets are
 * digests: a journal holds no id and no text.
 *
 * The calls come one at a time. An implementation may give back too much from `open` (an invalidation that is applied
 * again costs misses), never too little.
 */
export interface InvalidationJournal {
  /**
   * Takes the journal for this process and resolves to what waits in it. Nothing is read from the store before.
   *
   * @throws CacheConfigurationError when it cannot be used at all, which stops the start; after any other error it is
   *   called again later.
   */
  open(context: JournalContext): Promise<readonly InvalidationTarget[]>;
  /**
   * Durable when it resolves. Absent together with `applied`: whoever makes invalidations keeps them elsewhere until
   * they are acknowledged.
   */
  append?(targets: readonly InvalidationTarget[]): Promise<void>;
  /** These are applied, or are contained in others that were appended before. Need not be durable. */
  applied?(targets: readonly InvalidationTarget[]): Promise<void>;
  close(): Promise<void>;
}
