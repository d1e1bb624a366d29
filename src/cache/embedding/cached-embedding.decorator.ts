import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { CachedEmbeddingInterceptor } from './cached-embedding.interceptor.js';
import { CACHED_EMBEDDING, type CachedEmbeddingOptions } from './cached-embedding.options.js';

/**
 * Caches, text by text, what a handler computes of a list of texts. The handler is called with the texts that are
 * missing, each once, and not at all when none is; pipes see what the handler sees. The reply has a vector for every
 * text of the request, in order.
 *
 * Vectors belong to the workspace that the module's option `scope` names, or to all with `shared: true`. They are
 * rounded to `embedding.precision`, cached or not.
 *
 * A handler that does not reply with one vector for each text gets the request as it came, and nothing is stored.
 * `Cache-Control: no-store` and `no-cache` in a request go past the cache.
 *
 * @example
 * ```ts
 * @Post('embeddings')
 * @CachedEmbedding({ vectors: 'embeddings' })
 * embed(@Body() { texts }: EmbedDto): Promise<{ embeddings: number[][] }> { ... }
 * ```
 */
export function CachedEmbedding(options: CachedEmbeddingOptions = {}): MethodDecorator {
  if (options.ttlMs !== undefined && !(Number.isFinite(options.ttlMs) && options.ttlMs > 0)) {
    throw new RangeError('@CachedEmbedding: ttlMs must be a positive number of milliseconds.');
  }
  return applyDecorators(SetMetadata(CACHED_EMBEDDING, options), UseInterceptors(CachedEmbeddingInterceptor));
}
