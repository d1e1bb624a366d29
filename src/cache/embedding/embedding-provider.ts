/** What a text is embedded for. Models that tell questions from documents give different vectors for them. */
export type EmbeddingInputType = 'search_query' | 'search_document' | 'classification' | 'clustering';

export interface EmbedContext {
  readonly inputType: EmbeddingInputType;
  /** Aborts when nobody waits any more and when the time is up; the attempt should end its request then. */
  readonly signal: AbortSignal;
}

export interface ProvidedEmbeddings {
  /** One vector for each text, in order, all of one length. */
  readonly vectors: readonly (readonly number[] | Float32Array)[];
  /** Tokens the provider bills for this call, when it says. */
  readonly tokens?: number | undefined;
}

/**
 * The port to whatever computes embeddings. Name, model, dimensions and input type are part of every key: a provider
 * that gives other vectors must say so in one of them.
 */
export interface EmbeddingProvider {
  /** Who computes, down to the endpoint where one model name can mean different models. */
  readonly name: string;
  readonly model: string;
  /** The length of its vectors. When set, vectors of another length are refused, on arrival and from the store. */
  readonly dimensions?: number | undefined;
  /** The most texts that one call may have. */
  readonly maxBatch: number;
  /**
   * One attempt: deadline, retries and the check of what comes back are the caller's (`EmbeddingService`).
   *
   * @throws EmbeddingError; `retryable` decides whether there is another attempt.
   */
  embed(texts: readonly string[], context: EmbedContext): Promise<ProvidedEmbeddings>;
}
