import { AICacheError } from '../../core/errors.js';

/**
 * - `unavailable`: not reached, too late, or an answer that says it failed;
 * - `unsupported`: the server has no vectors, and will not before it is upgraded.
 */
export type VectorIndexFailure = 'unavailable' | 'unsupported';

/** An index did not do what it was asked. A lookup takes it for a miss. The cause is the client's error. */
export class VectorIndexError extends AICacheError {
  readonly code = 'VECTOR_INDEX';

  constructor(
    message: string,
    readonly reason: VectorIndexFailure,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
