import type { CohereClient } from 'cohere-ai';
import { EmbeddingError } from '../embedding.error.js';
import type { EmbedContext, EmbeddingProvider, ProvidedEmbeddings } from '../embedding-provider.js';
import { loadOptionalPeer } from './optional-peer.js';
import { networkError, notAnAnswer, statusError } from './provider-http.js';

export interface CohereProviderOptions {
  readonly apiKey: string;
  /** Default `embed-v4.0`. */
  readonly model?: string | undefined;
  /** 256, 512, 1024 (default) or 1536. Not sent to models before v4, whose length is fixed. */
  readonly dimensions?: number | undefined;
  readonly baseUrl?: string | undefined;
  /** When the client gives up by itself. The service's deadline comes first and holds anyway. */
  readonly timeoutMs?: number | undefined;
}

const LARGE_V3 = /^embed-(?:english|multilingual)-v3\.0$/;
const LIGHT_V3 = /^embed-(?:english|multilingual)-light-v3\.0$/;

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
    const { timeoutMs = 30_000 } = this.options;
    try {
      const { embeddings, meta } = await client.v2.embed(
        {
          texts: [...texts],
          model: this.model,
          inputType,
          embeddingTypes: ['float'],
          ...(this.outputDimension === undefined ? {} : { outputDimension: this.outputDimension }),
        },
        // A failed request leaves the client's own timer running, 300 s by default, which keeps the process alive.
        { abortSignal: signal, maxRetries: 0, timeoutInSeconds: Math.ceil(timeoutMs / 1000) },
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
        new CohereClient({ token: apiKey, maxRetries: 0, ...(baseUrl === undefined ? {} : { baseUrl }) }),
    );
    return this.client;
  }

  /** The client's errors quote the answer, which may quote the request: only their status is kept. */
  private typed(error: unknown): unknown {
    if (error instanceof EmbeddingError) return error;
    const { statusCode, rawResponse, name } = error as {
      statusCode?: number;
      rawResponse?: { headers?: { get(name: string): string | null } };
      name?: string;
    };
    if (statusCode === undefined) return networkError(this.name, error);
    // Parsing failed.
    if (statusCode < 400 || name === 'JsonError' || name === 'ParseError') return notAnAnswer(this.name);
    return statusError(this.name, statusCode, rawResponse?.headers?.get('retry-after'), Date.now());
  }
}
