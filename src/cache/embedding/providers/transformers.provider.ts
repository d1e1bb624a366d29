import { EmbeddingError } from '../embedding.error.js';
import type { EmbedContext, EmbeddingProvider, ProvidedEmbeddings } from '../embedding-provider.js';
import { loadOptionalPeer } from './optional-peer.js';

export interface TransformersProviderOptions {
  /** A model on the Hugging Face hub or a local folder. Default `Xenova/all-MiniLM-L6-v2`, 384 dimensions. */
  readonly model?: string | undefined;
  /** The length of its vectors, to be checked; it cannot be chosen. */
  readonly dimensions?: number | undefined;
}

const PACKAGE: string = '@huggingface/transformers';

/** The part of transformers.js that is used here. */
interface Transformers {
  readonly pipeline: (task: 'feature-extraction', model: string) => Promise<FeatureExtraction>;
}
type FeatureExtraction = (
  texts: string[],
  options: { pooling: 'mean'; normalize: true },
) => Promise<{ readonly dims: readonly number[]; readonly data: ArrayLike<number>; dispose?: () => void }>;

/**
 * A model that runs in this process by transformers.js: mean pooling, normalised. Package and model are loaded with
 * the first call; the first download of a model may take longer than `embedding.timeoutMs`, goes on in the
 * background, and serves the calls after it.
 */
export class TransformersEmbeddingProvider implements EmbeddingProvider {
  readonly name = 'transformers';
  readonly model: string;
  readonly dimensions: number | undefined;
  // A batch is computed at once and blocks its worker for as long: small ones let others in between.
  readonly maxBatch = 16;
  private loading: Promise<FeatureExtraction> | undefined;

  constructor(options: TransformersProviderOptions = {}) {
    this.model = options.model ?? 'Xenova/all-MiniLM-L6-v2';
    this.dimensions = options.dimensions ?? (options.model === undefined ? 384 : undefined);
  }

  async embed(texts: readonly string[], { signal }: EmbedContext): Promise<ProvidedEmbeddings> {
    const extract = await this.load();
    signal.throwIfAborted();
    const tensor = await extract([...texts], { pooling: 'mean', normalize: true });
    const [count = 0, dimensions = 0] = tensor.dims;
    if (tensor.dims.length !== 2 || tensor.data.length !== count * dimensions) {
      throw new EmbeddingError(this.name, 'invalid_response', 'the model gives no vector for each text.', {
        retryable: false,
      });
    }
    const data = Float32Array.from(tensor.data);
    tensor.dispose?.();
    const vectors = Array.from({ length: count }, (_, i) =>
      data.subarray(i * dimensions, (i + 1) * dimensions),
    );
    return { vectors };
  }

  private async load(): Promise<FeatureExtraction> {
    this.loading ??= this.open();
    try {
      return await this.loading;
    } catch (error) {
      // Not for ever: the network to the hub may come back.
      this.loading = undefined;
      throw error;
    }
  }

  private async open(): Promise<FeatureExtraction> {
    const { pipeline } = await loadOptionalPeer(
      PACKAGE,
      'the embedding provider "transformers"',
      () => import(PACKAGE) as Promise<Transformers>,
    );
    try {
      return await pipeline('feature-extraction', this.model);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      throw new EmbeddingError(this.name, 'network', `the model could not be loaded (${name}).`, {
        retryable: false,
      });
    }
  }
}
