import type { JsonValue } from '../core/canonical-json.js';
import type { FillOutcome } from '../core/observer.js';
import type { ComputationContext } from '../engine/computation.js';
import type { QueryEmbedder } from '../embedding/query-embedder.js';
import type { ClassifierIdentity } from '../intent/intent-cache.js';
import type { QueryKeyParts } from '../query/query-cache.js';
import type { Passage } from '../retrieval/passage.js';

/** What to look for beside the query. Levels that are not told enough are not asked. */
export interface LookupOptions {
  /** Which kind of answer; as in `QueryKeyParts`. */
  readonly name?: string | undefined;
  /** The messages before the question that the answer takes into account. */
  readonly context?: JsonValue | undefined;
  /** Role, locale, model, prompt version: anything else that changes the answer. */
  readonly variant?: JsonValue | undefined;
  /** As in `QueryKeyParts`: whether a similar question's answer will do. */
  readonly semantic?: QueryKeyParts['semantic'];
  /** Asks for passages found in this collection, with `topN` and `filters` as in `RetrievalQuery`. */
  readonly collection?: string | undefined;
  readonly topN?: number | undefined;
  readonly filters?: JsonValue | undefined;
  /** Asks for the intent that this classifier found. */
  readonly classifier?: ClassifierIdentity | undefined;
  /** Asks for the query's vector: the `EmbeddingService` that computes it, or another that knows where it is kept. */
  readonly embedder?: QueryEmbedder | undefined;
  /** Life of the answer in milliseconds, if it is stored; default `query.ttlMs`. */
  readonly ttlMs?: number | undefined;
  /** Only answers and passages at most this old count, in milliseconds. */
  readonly maxAgeMs?: number | undefined;
  /** This caller stops waiting when the signal aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** What an answer is made from. */
export interface LookupParts<I = unknown, P extends Passage = Passage> {
  readonly intent?: I | undefined;
  readonly passages?: readonly P[] | undefined;
  readonly embedding?: Float32Array | undefined;
}

/** A level had the whole answer. */
export interface LookupHit<T = unknown> {
  readonly hit: true;
  /** The level that had it first: `query_result`, ... */
  readonly level: string;
  readonly answer: T;
  /** USD that the look-up itself has cost. */
  readonly spentUsd: number;
}

/**
 * No level had the answer. It carries the right to store one, under the tokens that were taken when it was looked
 * for: read all data after the look-up, and call `store` with this very object.
 */
export interface LookupMiss<T = unknown, I = unknown, P extends Passage = Passage> {
  readonly hit: false;
  /** The parts that exist; their steps can be skipped. What is missing in them is not in the cache. */
  readonly parts: LookupParts<I, P>;
  /** USD that the look-up itself has cost. */
  readonly spentUsd: number;
  /**
   * Runs the computation so that `dependsOn()`, `spent()`, `noStore()` and cached steps inside it are noted for the
   * answer. What it does not run in here has to be said in `store`.
   */
  run<R>(body: (context: ComputationContext) => Promise<R>): Promise<R>;
  /** Only to keep the types of look-up and `store` together. */
  readonly answerType?: T;
}

export type LookupResult<T, I, P extends Passage> = LookupHit<T> | LookupMiss<T, I, P>;

/** What was computed after a look-up. */
export interface StoreValues<T, I, P extends Passage> extends LookupParts<I, P> {
  readonly answer?: T | undefined;
  /** Documents the answer was made from, beside those of the passages and those noted in `run`. */
  readonly documents?: readonly string[] | undefined;
  /** Collections whose change may change the answer, beside those of the passages and those noted in `run`. */
  readonly collections?: readonly string[] | undefined;
  /** What each has cost in USD, if not reported in `run`; default the option `prices.layers`. */
  readonly costsUsd?:
    | {
        readonly answer?: number | undefined;
        readonly intent?: number | undefined;
        readonly passages?: number | undefined;
        readonly embedding?: number | undefined;
      }
    | undefined;
}

export type StoreOutcome =
  | FillOutcome
  /** The look-up had found it, so there was nothing to store. */
  | 'cached';

/** What became of everything that was to be stored. */
export interface StoreResult {
  readonly answer?: StoreOutcome;
  readonly intent?: StoreOutcome;
  readonly passages?: StoreOutcome;
  readonly embedding?: StoreOutcome;
}
