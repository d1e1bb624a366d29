import { createEmbeddingService } from '../../cache/embedding/create-embedding-service.js';
import { EmbeddingError } from '../../cache/embedding/embedding.error.js';
import type { EmbeddingService } from '../../cache/embedding/embedding.service.js';
import { createCache, type Cache } from '../../cache/engine/create-cache.js';
import { CliError } from '../cli.error.js';
import type { Progress } from '../io/progress.js';
import type { EmbedderFlags } from './embedder.options.js';

/** Between two of these the bar moves; the service makes its provider's batches of them, four at once. */
const BATCHES_AT_ONCE = 4;

/** Embeds questions as the cache would: the same service, its batches, its retries and its rounding. */
export class QuestionEmbedder {
  private readonly service: EmbeddingService;

  private constructor(cache: Cache) {
    this.service = createEmbeddingService(cache);
  }

  /**
   * With the options of `CACHE_EMBEDDING_*` where no flag says otherwise. Vectors are kept in this process only,
   * whatever REDIS_URL is: a measurement leaves nothing behind.
   *
   * @throws CacheConfigurationError when the embedder lacks something, such as its key.
   */
  static create({ embedder, model, dimensions, baseUrl }: EmbedderFlags): QuestionEmbedder {
    const named = embedder === undefined ? {} : { provider: embedder, model, dimensions, baseUrl };
    return new QuestionEmbedder(createCache({ redis: null, embedding: named }));
  }

  /** `cohere, embed-v4.0, 1024 dimensions` */
  get description(): string {
    const { name, model, dimensions } = this.service.provider;
    return [name, model, ...(dimensions === undefined ? [] : [`${dimensions} dimensions`])].join(', ');
  }

  /**
   * The vector of every text, each embedded once.
   *
   * @throws CliError when the embedder fails; the reason of `signal`.
   */
  async embed(
    texts: Iterable<string>,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Map<string, Float32Array>> {
    const distinct = [...new Set(texts)];
    const size = this.service.provider.maxBatch * BATCHES_AT_ONCE;
    const vectors = new Map<string, Float32Array>();
    progress.begin('embedding', distinct.length);
    for (let start = 0; start < distinct.length; start += size) {
      const some = distinct.slice(start, start + size);
      const embedded = await this.some(some, signal);
      some.forEach((text, index) => vectors.set(text, embedded[index] as Float32Array));
      progress.advance(vectors.size);
    }
    progress.end();
    return vectors;
  }

  private async some(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    // Computing vectors in this process is one long task: let a Ctrl-C be heard between two of them.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    try {
      return await this.service.embed(texts, { signal });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof EmbeddingError) throw new CliError(error.message, undefined, { cause: error });
      throw error;
    }
  }
}
