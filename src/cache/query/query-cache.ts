import type { JsonValue } from '../core/canonical-json.js';
import type { Layer } from '../core/layer.js';
import type { Scope } from '../core/scope.js';
import type {
  Compute,
  LayerRequest,
  Resolution,
  ResolveOptions,
  SemanticRequest,
} from '../engine/engine.types.js';
import type { QueryExplanation } from '../engine/explanation.js';
import type { ScopedCache } from '../engine/scoped-cache.js';
import { queryLayer } from './query-layer.js';
import { normalizeQuery } from './query-normalizer.js';

/**
 * What an answer is an answer to: the question, and whatever else changes the answer. A plain string is a question
 * with nothing else.
 */
export type QueryKey = string | QueryKeyParts;

export interface QueryKeyParts {
  /** The question; compared in its normal form (white space, Unicode and, by default, case do not matter). */
  readonly query: string;
  /** Which kind of answer: a route, an agent, a function. */
  readonly name?: string | undefined;
  /** The messages before the question that the answer takes into account. */
  readonly context?: JsonValue | undefined;
  /** Role, locale, model, prompt version: anything else that changes the answer. */
  readonly variant?: JsonValue | undefined;
  /**
   * No part of the key. With the semantic layer switched on: `false` for a question that only its own answer answers;
   * or what else than the options decides which similar question's does.
   */
  readonly semantic?: false | SemanticChoice | undefined;
}

/** What a similar question has to be like, for one question instead of all. */
export type SemanticChoice = Omit<SemanticRequest, 'question'>;

/** Caches whole answers, for code outside HTTP; `@CachedQuery()` is its face on controllers. */
export class QueryCache {
  private readonly layer: Layer;

  constructor(
    private readonly scoped: ScopedCache,
    private readonly options: { readonly ttlMs: number; readonly caseSensitive: boolean },
  ) {
    this.layer = queryLayer(options.ttlMs);
  }

  /**
   * The cached answer of the scope to the key, or what `compute` returns, which is then stored unless something of
   * the scope was invalidated meanwhile.
   *
   * Values are JSON; `null` is a value, `undefined` is not and is never stored. A hit gives a fresh copy. What JSON
   * cannot give back as it was (class instances, NaN, a bigint) is returned and not stored.
   *
   * A value may also be a stream (an AsyncIterable or a web ReadableStream of JSON values or bytes): it is recorded as
   * it passes, stored when it has ended cleanly, and joined from its first event by equal requests meanwhile.
   *
   * @throws InvalidScopeError, InvalidKeyError; whatever `compute` throws (it is not stored); the reason of
   *   `options.signal`, which ends the waiting of this caller only. Never for a failing store.
   */
  async getOrCompute<T>(
    scope: Scope,
    key: QueryKey,
    compute: Compute<T>,
    options: ResolveOptions = {},
  ): Promise<T> {
    const resolution = await this.resolve(scope, key, compute, options);
    if (resolution.source !== 'hit') return resolution.computed;
    try {
      return await resolution.value();
    } catch {
      // Intact bytes of a value that this version cannot read: as good as absent.
      return await this.getOrCompute(scope, key, compute, { ...options, maxAgeMs: 0 });
    }
  }

  /** Like `getOrCompute`, but tells how the answer came about and leaves a hit in the bytes it is stored in. */
  resolve<T>(
    scope: Scope,
    key: QueryKey,
    compute: Compute<T>,
    options: ResolveOptions = {},
  ): Promise<Resolution<T>> {
    return this.scoped.resolve(this.request<T>(scope, key), compute, options);
  }

  /**
   * What this key would get now in this scope, and what was found of similar questions: which, how near, what was
   * decided and by which stage. The questions' texts only with `text`; they are of this scope, context and variant.
   *
   * @throws InvalidScopeError, InvalidKeyError. Never for a failing store.
   */
  explain(
    scope: Scope,
    key: QueryKey,
    options: { readonly text?: boolean | undefined; readonly maxAgeMs?: number | undefined } = {},
  ): Promise<QueryExplanation> {
    return this.scoped.explain(this.request(scope, key), options);
  }

  /**
   * Lets neither of two questions be answered by the other's entry in this scope, for as long as either has one; see
   * `AICacheService.rejectSemanticHit`. False: the store could not be reached.
   *
   * @throws InvalidScopeError.
   */
  keepApart(scope: Scope, one: string, other: string): Promise<boolean> {
    return this.scoped.keepApart(scope, this.normalize(one), this.normalize(other));
  }

  /** The request that stands for this key. */
  request<T>(scope: Scope, key: QueryKey): LayerRequest<T> {
    const parts: QueryKeyParts = typeof key === 'string' ? { query: key } : key;
    const { query, name, context, variant, semantic } = parts;
    return {
      layer: this.layer as Layer<T>,
      scope,
      query: this.normalize(query),
      material: { name, context, variant },
      semantic: semantic === false ? undefined : { ...semantic, question: query },
    };
  }

  normalize(query: string): string {
    return normalizeQuery(query, this.options.caseSensitive);
  }
}
