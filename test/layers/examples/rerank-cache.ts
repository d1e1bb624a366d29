import {
  jsonCodec,
  type Cache,
  type ComputationContext,
  type Layer,
  type Scope,
} from '../../../src/index.js';

/** Scores in the order of the texts. A function of model, query and texts alone: content-addressed. */
const rerankLayer: Layer<readonly number[]> = {
  name: 'rerank',
  version: 1,
  ttlMs: 6 * 3_600_000,
  codec: jsonCodec as Layer<readonly number[]>['codec'],
};

export type Reranker = (
  query: string,
  texts: readonly string[],
  context: ComputationContext,
) => Promise<readonly number[]>;

export class RerankCache {
  constructor(private readonly cache: Cache) {}

  /** How well each text answers the query, from the cache or from the model. */
  async rerank(
    scope: Scope,
    model: string,
    query: string,
    texts: readonly string[],
    reranker: Reranker,
  ): Promise<readonly number[]> {
    const { value } = await this.cache.content.resolve({
      layer: rerankLayer,
      workspaceId: scope.workspaceId,
      material: { model, query, texts },
      compute: (context) => reranker(query, texts, context),
    });
    return value;
  }
}
