import { AICacheError } from '../../core/errors.js';

export type VerifierErrorReason =
  /** The connection failed or broke, or the call was aborted. */
  | 'network'
  /** The service answered with an error; `status` says which. */
  | 'status'
  /** An answer that says neither yes nor no. */
  | 'invalid_response'
  /** A question too long to be judged. */
  | 'invalid_input';

/** A verifier has no answer. In a decision this is a no. The message carries neither questions nor the service's words. */
export class VerifierError extends AICacheError {
  readonly code = 'VERIFIER_FAILED';

  constructor(
    /** Name of the verifier. */
    readonly verifier: string,
    readonly reason: VerifierErrorReason,
    message: string,
    /** HTTP status of the service's answer, if there was one. */
    readonly status?: number,
  ) {
    super(`Verifier ${verifier}: ${message}`);
  }
}
