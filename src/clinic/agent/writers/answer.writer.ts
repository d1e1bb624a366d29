import type { Citation, Findings, Question, WrittenAnswer } from '../agent.types.js';

/** The pieces of an answer as they are written, then where it stands in the notes. */
export type AnswerStream = AsyncGenerator<string, readonly Citation[] | undefined, undefined>;

/** Writes an answer from the notes that were found. There is always at least one passage. */
export abstract class AnswerWriter {
  /** What writes, with its version: part of the cache's variant, since it changes the answer. */
  abstract readonly model: string;

  /**
   * @returns nothing when the notes hold too little of what was asked to be an answer.
   * @throws AnswerWriterError when no answer could be written.
   */
  abstract write(question: Question, findings: Findings): Promise<WrittenAnswer | undefined>;

  /**
   * The same answer piece by piece. It returns the citations, or nothing, without a piece before, when the notes hold
   * too little.
   *
   * @throws AnswerWriterError when the answer could not be begun or brought to its end.
   */
  abstract stream(question: Question, findings: Findings): AnswerStream;
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
