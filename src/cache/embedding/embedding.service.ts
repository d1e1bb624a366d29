import { canonicalJson } from '../core/canonical-json.js';
import { modelCostUsd } from '../core/prices.js';
import type { Layer } from '../core/layer.js';
import { spent } from '../engine/computation.js';
import type { ContentPlace } from '../engine/content-cache.js';
import type { ResolvedOptions } from '../options/cache.options.js';
import { EmbeddingError } from './embedding.error.js';
import type { EmbeddingParts } from './embedding.parts.js';
import { embeddingLayer } from './embedding-layer.js';
import type { EmbeddingInputType, EmbeddingProvider } from './embedding-provider.js';
import type { EmbeddingStats } from './embedding-stats.js';
import { inParallel } from './in-parallel.js';
import { callProvider } from './provider-call.js';
import type { QueryEmbedder } from './query-embedder.js';
import { checkedVectors } from './vectors.js';

export interface EmbedOptions {
  /** Default `search_query`. */
  readonly inputType?: EmbeddingInputType | undefined;
  /** `false`: the cache is neither read nor filled, and vectors are the provider's own, not rounded. Default true. */
  readonly useCache?: boolean | undefined;
  /** Ends the waiting of this caller. The provider's call ends when everybody who waited for it has left. */
  readonly signal?: AbortSignal | undefined;
  /** Whose text it is; with `embedding.shared: false` nothing is cached without it. */
  readonly workspaceId?: string | undefined;
}

/** Calls to the provider that one request has under way at once. */
const PARALLEL_CALLS = 4;

/**
 * Embeddings, computed once for each text. One bulk read for all texts of a request, duplicates once, only what is
 * missing goes to the provider, in batches of its limit; concurrent requests for one text share a call.
 *
 * Vectors are `Float32Array`s (`Array.from(vector)` gives numbers for JSON), rounded to `embedding.precision` whether
 * they were computed or cached, so that the same text always has the same vector. Each caller gets copies of its own.
 */
export class EmbeddingService implements QueryEmbedder {
  private readonly layer: Layer<Float32Array>;
  private readonly options: ResolvedOptions['embedding'];
  private readonly counts = { calls: 0, retries: 0, failures: 0, texts: 0, tokens: 0, costUsd: 0 };

  constructor(
    private readonly cache: EmbeddingParts,
    /** Who computes what the cache does not have. */
    readonly provider: EmbeddingProvider,
  ) {
    this.options = cache.options.embedding;
    this.layer = embeddingLayer({ ...this.options, dimensions: provider.dimensions });
  }

  /** The name of the space the vectors live in: those of two models cannot be compared. */
  get identity(): string {
    const { name, model, dimensions } = this.provider;
    return canonicalJson([name, model, dimensions ?? null]);
  }

  /** What has been asked of the provider. */
  stats(): EmbeddingStats {
    return { ...this.counts };
  }

  /**
   * The vector of a text, or the vectors of several in their order. Texts are trimmed, and lower-cased with
   * `embedding.lowerCase`, both for the key and for the provider.
   *
   * @throws EmbeddingError when the provider fails or a text is empty; InvalidScopeError; the reason of
   *   `options.signal`. Never for a failing store.
   */
  embed(text: string, options?: EmbedOptions): Promise<Float32Array>;
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  async embed(
    input: string | readonly string[],
    options: EmbedOptions = {},
  ): Promise<Float32Array | Float32Array[]> {
    const single = typeof input === 'string';
    const texts = (single ? [input] : input).map((text) => this.normalize(text));
    const places = new Map<string, number>();
    for (const text of texts) if (!places.has(text)) places.set(text, places.size);
    const vectors = await this.distinct([...places.keys()], options);
    const given = new Set<number>();
    const inOrder = texts.map((text) => {
      const place = places.get(text) as number;
      const vector = vectors[place] as Float32Array;
      // A second place of the same text gets a copy, so that writing into one does not change the other.
      if (given.has(place)) return vector.slice();
      given.add(place);
      return vector;
    });
    return single ? (inOrder[0] as Float32Array) : inOrder;
  }

  /** Where the vector of a query is kept; for `MultiLevelCache.lookup`, which only looks. */
  place(query: string, workspaceId: string): ContentPlace<Float32Array> {
    return {
      layer: this.layer,
      workspaceId: this.options.shared ? undefined : workspaceId,
      material: this.material(this.normalize(query), 'search_query'),
    };
  }

  private material(text: string, inputType: EmbeddingInputType): readonly unknown[] {
    const { name, model, dimensions = null } = this.provider;
    return [name, model, inputType, dimensions, text];
  }

  private async distinct(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]> {
    const { inputType = 'search_query', useCache = true, signal, workspaceId } = options;
    if (texts.length === 0) return [];
    signal?.throwIfAborted();
    if (!useCache) return await this.compute(texts, inputType, signal ?? new AbortController().signal);
    if (!this.options.shared && workspaceId === undefined) {
      this.cache.observer.bypass(this.layer.name, 'no_scope');
      return await this.compute(texts, inputType, signal ?? new AbortController().signal);
    }

    const resolve = async (): Promise<{ vectors: Float32Array[] } | { failure: unknown; own: boolean }> => {
      let ownFailure: { error: unknown } | undefined;
      try {
        const values = await this.cache.content.resolveMany<Float32Array>({
          layer: this.layer,
          workspaceId: this.options.shared ? undefined : workspaceId,
          materials: texts.map((text) => this.material(text, inputType)),
          signal,
          compute: async (missing, context) => {
            try {
              const wanted = missing.map((index) => texts[index] as string);
              return await this.compute(wanted, inputType, context.signal);
            } catch (error) {
              ownFailure = { error };
              throw error;
            }
          },
        });
        return { vectors: values.map(({ value }) => value) };
      } catch (error) {
        return { failure: error, own: ownFailure?.error === error };
      }
    };

    let result = await resolve();
    // Another request's call, which had one of our texts among its own, was refused: it may have been for a text
    // that only the other one has.
    if ('failure' in result && !result.own && isRefusal(result.failure)) result = await resolve();
    if ('failure' in result) throw result.failure;
    return result.vectors;
  }

  private async compute(
    texts: readonly string[],
    inputType: EmbeddingInputType,
    signal: AbortSignal,
  ): Promise<Float32Array[]> {
    const size = Math.max(1, Math.min(this.provider.maxBatch, this.options.maxBatch ?? Infinity));
    const batches = Array.from({ length: Math.ceil(texts.length / size) }, (_, index) =>
      texts.slice(index * size, (index + 1) * size),
    );
    const results = await inParallel(batches, PARALLEL_CALLS, signal, (batch, end) =>
      this.call(batch, inputType, end),
    );
    return results.flat();
  }

  private async call(
    texts: readonly string[],
    inputType: EmbeddingInputType,
    signal: AbortSignal,
  ): Promise<Float32Array[]> {
    const { timeoutMs, maxRetries } = this.options;
    const stats = this.counts;
    stats.calls++;
    try {
      return await callProvider(
        async (end) => {
          const provided = await this.provider.embed(texts, { inputType, signal: end });
          const { tokens = 0 } = provided;
          const costUsd = modelCostUsd(this.cache.options.prices, this.provider.model, {
            inputTokens: tokens,
          });
          // Billed as soon as it is answered, whether or not the answer can be used.
          stats.tokens += tokens;
          stats.costUsd += costUsd;
          spent(costUsd);
          const vectors = checkedVectors(this.provider, provided, texts.length);
          stats.texts += texts.length;
          return vectors;
        },
        {
          provider: this.provider.name,
          timeoutMs,
          maxRetries,
          clock: this.cache.clock,
          random: Math.random,
          signal,
          onRetry: () => stats.retries++,
        },
      );
    } catch (error) {
      stats.failures++;
      throw error;
    }
  }

  private normalize(text: unknown): string {
    const trimmed = typeof text === 'string' ? text.trim() : '';
    if (trimmed === '') {
      throw new EmbeddingError(this.provider.name, 'invalid_input', 'a text is empty or not a string.', {
        retryable: false,
      });
    }
    return this.options.lowerCase ? trimmed.toLowerCase() : trimmed;
  }
}

/** An answer that a repetition would not change, unlike an outage. */
function isRefusal(error: unknown): boolean {
  return error instanceof EmbeddingError && !error.retryable;
}
