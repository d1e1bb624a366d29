import type { Findings, Question, WrittenAnswer } from '../agent.types.js';

/** Writes an answer from the notes that were found. There is always at least one passage. */
export abstract class AnswerWriter {
  /** What writes, with its version: part of the cache's variant, since it changes the answer. */
  abstract readonly model: string;

  /**
   * @returns nothing when the notes hold too little of what was asked to be an answer.
   * @throws AnswerWriterError when no answer could be written.
   */
  abstract write(question: Question, findings: Findings): Promise<WrittenAnswer | undefined>;
}

/** No answer could be written. The message says why without any word of the question or the notes. */
export class AnswerWriterError extends Error {
  override readonly name = 'AnswerWriterError';

  constructor(
    /** `unavailable`: trying later may help. `rejected`: the service answered something that cannot be used. */
    readonly kind: 'unavailable' | 'rejected',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
