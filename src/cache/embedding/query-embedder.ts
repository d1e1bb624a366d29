import type { ContentPlace } from '../engine/content-cache.js';

/** What the look-up over all levels needs of an embedding service: where the vector of a query is kept. */
export interface QueryEmbedder {
  /** @throws EmbeddingError for an empty text. */
  place(query: string, workspaceId: string): ContentPlace<Float32Array>;
}
