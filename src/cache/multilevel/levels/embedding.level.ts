import type { ContentCache } from '../../engine/content-cache.js';
import type { FoundPart, Lookup, PartLevel } from '../level.js';
import { openContent } from './open-content.js';

/** The query's vector. */
export class EmbeddingLevel implements PartLevel {
  readonly name = 'embedding';
  readonly part = 'embedding';
  readonly afterToken = false;

  constructor(private readonly content: ContentCache) {}

  async find({ query, scope, options: { embedder } }: Lookup): Promise<FoundPart | undefined> {
    if (embedder === undefined) return undefined;
    return await openContent(this.content, embedder.place(query, scope.workspaceId));
  }
}
