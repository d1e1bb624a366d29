import { CacheConfigurationError } from '../../core/errors.js';
import type { EmbeddingProvider } from '../embedding-provider.js';
import { CohereEmbeddingProvider } from './cohere.provider.js';
import { LexicalEmbeddingProvider } from './lexical.provider.js';
import { OpenAICompatibleEmbeddingProvider } from './openai-compatible.provider.js';
import type { EmbeddingProviderName } from './provider-names.js';
import { TransformersEmbeddingProvider } from './transformers.provider.js';
import { VoyageEmbeddingProvider } from './voyage.provider.js';

export interface NamedProviderOptions {
  readonly model?: string | undefined;
  readonly dimensions?: number | undefined;
  readonly apiKey?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/**
 * The provider of this name. Without an `apiKey` the vendor's own variable is used: COHERE_API_KEY or CO_API_KEY,
 * VOYAGE_API_KEY, OPENAI_API_KEY.
 *
 * @throws CacheConfigurationError when the key is missing.
 */
export function createEmbeddingProvider(
  name: EmbeddingProviderName,
  options: NamedProviderOptions,
  env: NodeJS.ProcessEnv,
): EmbeddingProvider {
  const key = (...variables: string[]): string => {
    const found = options.apiKey ?? variables.map((variable) => env[variable]).find(Boolean);
    if (found !== undefined) return found;
    throw new CacheConfigurationError(
      `nestjs-ai-cache: embedding provider "${name}" needs an API key: set ${variables.join(' or ')}, ` +
        'CACHE_EMBEDDING_API_KEY or option "embedding.apiKey".',
    );
  };
  switch (name) {
    case 'lexical':
      return new LexicalEmbeddingProvider(options);
    case 'cohere':
      return new CohereEmbeddingProvider({ ...options, apiKey: key('COHERE_API_KEY', 'CO_API_KEY') });
    case 'voyage':
      return new VoyageEmbeddingProvider({ ...options, apiKey: key('VOYAGE_API_KEY') });
    case 'openai':
      // A server of one's own may want no key; OpenAI does.
      return new OpenAICompatibleEmbeddingProvider(
        options.baseUrl === undefined ? { ...options, apiKey: key('OPENAI_API_KEY') } : options,
      );
    case 'transformers':
      return new TransformersEmbeddingProvider(options);
  }
}
