import type { CohereClient } from 'cohere-ai';
import { EmbeddingError } from '../embedding.error.js';
import type { EmbedContext, EmbeddingProvider, ProvidedEmbeddings } from '../embedding-provider.js';
import { fetchWithoutRejection, NO_ANSWER } from './cohere-fetch.js';
import { loadOptionalPeer } from './optional-peer.js';
import { networkError, notAnAnswer, statusError } from './provider-http.js';

export interface CohereProviderOptions {
  readonly apiKey: string;
  /** Default `embed-v4.0`. */
  readonly model?: string | undefined;
  /** 256, 512, 1024 (default) or 1536. Not sent to models before v4, whose length is fixed. */
  readonly dimensions?: number | undefined;
  readonly baseUrl?: string | undefined;
}

const LARGE_V3 = /^embed-(?:english|multilingual)-v3\.0$/;
const LIGHT_V3 = /^embed-(?:english|multilingual)-light-v3\.0$/;

// The deadline is the service's; the client's own comes after every one that can be set there.
const CLIENT_TIMEOUT_SECONDS = 3600;

/** Cohere's v2 embed through its own client, which is loaded with the first call. */
export class CohereEmbeddingProvider implements EmbeddingProvider {
  readonly name = 'cohere';
  readonly model: string;
  readonly dimensions: number | undefined;
  readonly maxBatch = 96;
  private readonly outputDimension: number | undefined;
  private client: Promise<CohereClient> | undefined;

  constructor(private readonly options: CohereProviderOptions) {
    this.model = options.model ?? 'embed-v4.0';
    const fixed = LARGE_V3.test(this.model) ? 1024 : LIGHT_V3.test(this.model) ? 384 : undefined;
    this.dimensions = fixed ?? options.dimensions ?? 1024;
    this.outputDimension = fixed === undefined ? this.dimensions : undefined;
  }

  async embed(texts: readonly string[], { inputType, signal }: EmbedContext): Promise<ProvidedEmbeddings> {
    const client = await this.load();
    try {
      const { embeddings, meta } = await client.v2.embed(
        {
          texts: [...texts],
          model: this.model,
          inputType,
          embeddingTypes: ['float'],
          ...(this.outputDimension === undefined ? {} : { outputDimension: this.outputDimension }),
        },
        { abortSignal: signal, maxRetries: 0, timeoutInSeconds: CLIENT_TIMEOUT_SECONDS },
      );
      // Not validated by the client, which gives back whatever came.
      const vectors = (embeddings as typeof embeddings | undefined)?.float;
      if (!Array.isArray(vectors)) throw notAnAnswer(this.name);
      return { vectors, tokens: meta?.billedUnits?.inputTokens };
    } catch (error) {
      throw this.typed(error);
    }
  }

  private load(): Promise<CohereClient> {
    const { apiKey, baseUrl } = this.options;
    this.client ??= loadOptionalPeer(
      'cohere-ai',
      'the embedding provider "cohere"',
      () => import('cohere-ai'),
    ).then(
      ({ CohereClient }) =>
        new CohereClient({
          token: apiKey,
          maxRetries: 0,
          fetch: fetchWithoutRejection,
          ...(baseUrl === undefined ? {} : { baseUrl }),
        }),
    );
    return this.client;
  }

  /** The client's errors quote the answer, which may quote the request: only their status is kept. */
  private typed(error: unknown): EmbeddingError {
    if (error instanceof EmbeddingError) return error;
    const { statusCode, rawResponse, cause } = error as {
      statusCode?: number;
      rawResponse?: { statusText?: string; headers?: { get(name: string): string | null } };
      cause?: unknown;
    };
    if (statusCode === NO_ANSWER) return networkError(this.name, { code: rawResponse?.statusText });
    // A connection that broke inside the answer is the error's cause; without one, the answer could not be parsed.
    if (statusCode === undefined && cause !== undefined) return networkError(this.name, cause);
    if (statusCode === undefined || statusCode < 400) return notAnAnswer(this.name);
    return statusError(this.name, statusCode, rawResponse?.headers?.get('retry-after'), Date.now());
  }
}
