import type { EmbedContext, EmbeddingProvider, ProvidedEmbeddings } from '../embedding-provider.js';
import { indexedEmbeddings, postJson } from './provider-http.js';

export interface OpenAICompatibleProviderOptions {
  /** Local servers often want none. */
  readonly apiKey?: string | undefined;
  /** Default `text-embedding-3-small`. */
  readonly model?: string | undefined;
  /** Sent only when set: not every model lets one choose. Default: the model's own. */
  readonly dimensions?: number | undefined;
  /** Up to and without `/embeddings`. Default `https://api.openai.com/v1`. */
  readonly baseUrl?: string | undefined;
}

/** OpenAI, and every server that speaks its `POST /embeddings`. The input type makes no difference to them. */
export class OpenAICompatibleEmbeddingProvider implements EmbeddingProvider {
  /** With the server's address: behind another one the same model name may be another model. */
  readonly name: string;
  readonly model: string;
  readonly dimensions: number | undefined;
  readonly maxBatch = 256;
  private readonly url: string;

  constructor(private readonly options: OpenAICompatibleProviderOptions) {
    const base = (options.baseUrl ?? 'https://api.openai.com/v1').replace(/\/+$/, '');
    const { host, pathname } = new URL(base);
    this.url = `${base}/embeddings`;
    this.name = `openai:${host}${pathname}`;
    this.model = options.model ?? 'text-embedding-3-small';
    this.dimensions = options.dimensions;
  }

  async embed(texts: readonly string[], { signal }: EmbedContext): Promise<ProvidedEmbeddings> {
    const answer = await postJson({
      provider: this.name,
      url: this.url,
      apiKey: this.options.apiKey,
      body: {
        input: texts,
        model: this.model,
        encoding_format: 'float',
        ...(this.dimensions === undefined ? {} : { dimensions: this.dimensions }),
      },
      signal,
    });
    return indexedEmbeddings(this.name, answer);
  }
}
