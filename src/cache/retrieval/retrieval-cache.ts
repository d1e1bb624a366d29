import { UnstorableValueError } from '../core/errors.js';
import type { FillOutcome } from '../core/observer.js';
import type { Layer } from '../core/layer.js';
import type { Scope } from '../core/scope.js';
import { dependsOn, dependsOnCollection, noStore, type ComputationContext } from '../engine/computation.js';
import type { LayerRequest, ResolveOptions } from '../engine/engine.types.js';
import type { PendingFill } from '../engine/pending-fill.js';
import type { ScopedCache } from '../engine/scoped-cache.js';
import { documentsOf, type Passage, type RetrievalQuery } from './passage.js';
import { retrievalLayer } from './retrieval-layer.js';

/** Searches. It is given the query as it was asked; `context.spent()` takes what the search has cost. */
export type Retriever<P extends Passage> = (
  search: RetrievalQuery,
  context: ComputationContext,
) => Promise<readonly P[]>;

export interface RetrievalCacheParts {
  readonly scoped: ScopedCache;
  readonly normalize: (query: string) => string;
  readonly ttlMs: number;
  /** Called for passages that do not say which document they are from. */
  readonly onUnstorable: (layer: string, error: unknown) => void;
}

/**
 * Caches what a retriever finds, per scope. Every document in the result and the collection as a whole are noted as
 * what the passages depend on, for the entry and for every answer that is computed around the search, whether the
 * passages were computed for it, joined or found:
 * - `invalidateDocument` after a correction that cannot change which documents match,
 * - `invalidateCollection` after a document was added, or changed so that others match now.
 *
 * The retriever itself is not part of the key: another embedding model or another way to cut documents into passages
 * is another `collection` (or a member of `filters`).
 */
export class RetrievalCache {
  private readonly layer: Layer;

  constructor(private readonly parts: RetrievalCacheParts) {
    this.layer = retrievalLayer(parts.ttlMs);
  }

  /**
   * The passages for the query, from the cache or from the retriever. Concurrent equal requests share one search.
   *
   * @throws InvalidScopeError, InvalidKeyError; whatever the retriever throws (it is not stored); the reason of
   *   `options.signal`, which ends the waiting of this caller only. Never for a failing store.
   */
  async search<P extends Passage>(
    scope: Scope,
    search: RetrievalQuery,
    retriever: Retriever<P>,
    options: ResolveOptions = {},
  ): Promise<readonly P[]> {
    const compute = async (context: ComputationContext): Promise<readonly P[]> => {
      // Before the search: should it fail half-way, what it read is noted all the same.
      context.dependsOnCollection(search.collection);
      const passages = await retriever(search, context);
      this.note(search, passages);
      return passages;
    };
    const resolution = await this.parts.scoped.resolve(this.request<P>(scope, search), compute, options);
    return resolution.source === 'hit' ? await resolution.value() : resolution.computed;
  }

  /** Stores passages that were found after the right was taken. */
  async fill<P extends Passage>(
    right: PendingFill<readonly P[]>,
    search: RetrievalQuery,
    passages: readonly P[],
    costUsd: number | undefined,
  ): Promise<FillOutcome> {
    right.note(() => this.note(search, passages));
    return await right.fill(passages, { costUsd });
  }

  /** The computation around this call is made from these passages. */
  note(search: RetrievalQuery, passages: readonly Passage[]): void {
    dependsOnCollection(search.collection);
    const documents = documentsOf(passages);
    for (const document of documents ?? []) dependsOn(document);
    if (documents !== undefined) return;
    // Without its document nothing could make a passage untrue: it is neither stored nor part of what is.
    noStore();
    this.parts.onUnstorable(
      this.layer.name,
      new UnstorableValueError(
        'A passage has no documentId; its result and what is made from it are not stored.',
      ),
    );
  }

  /** The request that stands for this search; its tag is that of an answer to the same query. */
  request<P extends Passage>(scope: Scope, search: RetrievalQuery): LayerRequest<readonly P[]> {
    const { query, collection, topN, filters } = search;
    return {
      layer: this.layer as Layer<readonly P[]>,
      scope,
      query: this.parts.normalize(query),
      material: { collection, topN, filters },
    };
  }
}
