import { AICacheError } from '../core/errors.js';

export type EmbeddingErrorReason =
  /** No answer within the time that `embedding.timeoutMs` gives, retries included. */
  | 'timeout'
  /** The connection failed or broke. */
  | 'network'
  /** The provider answered with an error; `status` says which. */
  | 'status'
  /** Vectors that are missing, of a wrong length or not numbers. */
  | 'invalid_response'
  /** A text that is empty or not a string. */
  | 'invalid_input';

/** Embeddings could not be computed. The message never carries a text; neither does it quote the provider. */
export class EmbeddingError extends AICacheError {
  readonly code = 'EMBEDDING_FAILED';
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** HTTP status of the provider's answer, if there was one. */
  readonly status: number | undefined;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    /** Name of the provider. */
    readonly provider: string,
    readonly reason: EmbeddingErrorReason,
    message: string,
    details: { retryable: boolean; status?: number | undefined; retryAfterMs?: number | undefined },
  ) {
    super(`Embedding provider ${provider}: ${message}`);
    this.retryable = details.retryable;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}
