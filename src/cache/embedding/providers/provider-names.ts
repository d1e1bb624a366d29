/** The providers that the option `embedding.provider` can name. */
export const EMBEDDING_PROVIDERS = ['lexical', 'cohere', 'voyage', 'openai', 'transformers'] as const;

export type EmbeddingProviderName = (typeof EMBEDDING_PROVIDERS)[number];
