import type { EmbeddingParts } from './embedding.parts.js';
import { EmbeddingService } from './embedding.service.js';
import { createEmbeddingProvider } from './providers/create-provider.js';

/**
 * The embedding service over a cache, with the provider that its options `embedding.*` name.
 *
 * @throws CacheConfigurationError when the provider lacks something, such as its API key.
 */
export function createEmbeddingService(cache: EmbeddingParts): EmbeddingService {
  const { provider, ...options } = cache.options.embedding;
  return new EmbeddingService(
    cache,
    typeof provider === 'string' ? createEmbeddingProvider(provider, options, process.env) : provider,
  );
}
