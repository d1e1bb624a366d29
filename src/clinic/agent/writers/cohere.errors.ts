import { AnswerWriterError } from './answer.writer.js';

/** 4xx answers after which the same request may succeed later. */
const TRANSIENT = new Set([408, 429]);

/**
 * What a failed call to Cohere means for the caller. The original error is not kept as the cause: its message and
 * body repeat the request.
 */
export function cohereFailure(error: unknown): AnswerWriterError {
  if (error instanceof AnswerWriterError) return error;
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status !== 'number') {
    return new AnswerWriterError('unavailable', 'Cohere did not answer (no connection, or too slow)');
  }
  return status >= 500 || TRANSIENT.has(status)
    ? new AnswerWriterError('unavailable', `Cohere is unavailable (status ${String(status)})`)
    : new AnswerWriterError('rejected', `Cohere refused the request (status ${String(status)})`);
}
