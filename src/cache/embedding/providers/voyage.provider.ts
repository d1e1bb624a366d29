import type {
  EmbedContext,
  EmbeddingInputType,
  EmbeddingProvider,
  ProvidedEmbeddings,
} from '../embedding-provider.js';
import { indexedEmbeddings, postJson } from './provider-http.js';

export interface VoyageProviderOptions {
  readonly apiKey: string;
  /** Default `voyage-3.5`. */
  readonly model?: string | undefined;
  /** 256, 512, 1024 or 2048. Default: the model's own. */
  readonly dimensions?: number | undefined;
  /** Default `https://api.voyageai.com/v1`. */
  readonly baseUrl?: string | undefined;
}

const INPUT_TYPES: Readonly<Record<EmbeddingInputType, 'query' | 'document' | null>> = {
  search_query: 'query',
  search_document: 'document',
  classification: null,
  clustering: null,
};

/** Voyage AI's REST interface. */
export class VoyageEmbeddingProvider implements EmbeddingProvider {
  readonly name = 'voyage';
  readonly model: string;
  readonly dimensions: number | undefined;
  // The interface takes 1,000 texts and, by model, at least 120,000 tokens: the second limit is met first.
  readonly maxBatch = 128;
  private readonly url: string;

  constructor(private readonly options: VoyageProviderOptions) {
    this.model = options.model ?? 'voyage-3.5';
    this.dimensions = options.dimensions;
    this.url = `${(options.baseUrl ?? 'https://api.voyageai.com/v1').replace(/\/+$/, '')}/embeddings`;
  }

  async embed(texts: readonly string[], { inputType, signal }: EmbedContext): Promise<ProvidedEmbeddings> {
    const answer = await postJson({
      provider: this.name,
      url: this.url,
      apiKey: this.options.apiKey,
      body: {
        input: texts,
        model: this.model,
        input_type: INPUT_TYPES[inputType],
        ...(this.dimensions === undefined ? {} : { output_dimension: this.dimensions }),
      },
      signal,
    });
    return indexedEmbeddings(this.name, answer);
  }
}
