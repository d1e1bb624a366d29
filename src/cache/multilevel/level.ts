import type { Scope } from '../core/scope.js';
import type { PendingFill } from '../engine/pending-fill.js';
import type { LookupOptions, LookupParts, StoreOutcome } from './lookup.types.js';

/** A look-up as levels see it. */
export interface Lookup {
  readonly query: string;
  readonly scope: Scope;
  readonly options: LookupOptions;
  /** Aborts when another level has the answer, or the caller has left. */
  readonly signal: AbortSignal;
}

/** A level that can have the whole answer. */
export interface AnswerLevel {
  /** The `cache_layer` label. */
  readonly name: string;
  /**
   * `undefined`: it has none. A rejection is a miss, too, and is told once in the log.
   *
   * @param missed the right to store an answer, once the exact level has none; `undefined` if it has one or fails.
   */
  find(
    lookup: Lookup,
    missed: Promise<PendingFill<unknown> | undefined>,
  ): Promise<{ readonly answer: unknown } | undefined>;
}

/** A level that has one of the parts that answers are made from. */
export interface PartLevel {
  /** The `cache_layer` label. */
  readonly name: string;
  readonly part: keyof LookupParts;
  /**
   * True for tenant data. Such a level is asked when the answer's token is there and not before: the answer will be
   * made from what it finds, and a token taken after that could be younger than the invalidation of the data.
   * Levels whose values are never untrue are asked at once.
   */
  readonly afterToken: boolean;
  /** `undefined`: the look-up does not say enough to ask this level. A rejection is a miss that cannot be filled, and is told once in the log. */
  find(lookup: Lookup): Promise<FoundPart | undefined>;
}

export interface FoundPart<V = unknown> {
  /** Absent: a miss. */
  readonly value?: V | undefined;
  /** Stores the part, computed after this look-up, and notes what it depends on; `cached` if there was one. */
  store(value: V, costUsd?: number): Promise<StoreOutcome>;
}
