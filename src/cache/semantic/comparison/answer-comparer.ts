import { canonicalJson } from '../../core/canonical-json.js';
import { InvalidKeyError } from '../../core/errors.js';
import { normalisedAnswer } from './normalised-answer.js';

/** How much alike two answers are: the same JSON, the same once normalised, the same in meaning, or none of these. */
export type AnswerLikeness = 'equal' | 'normalised' | 'meaning' | 'different';

/** Whether a computed answer is the answer that the cache would have given. */
export interface AnswerComparer {
  /**
   * Rejects when it cannot be told (a judge that fails, the signal): then nothing may be learned from the two.
   *
   * @param computed what the computation gave now.
   * @param cached what the entry holds.
   */
  compare(computed: unknown, cached: unknown, signal: AbortSignal): Promise<AnswerLikeness>;
}

export interface NormalisingComparerOptions {
  /**
   * The part of an answer that counts, such as `(answer) => answer.text`: ids, times and costs differ each time and
   * would make every two answers different. By default all of it.
   */
  readonly part?: ((answer: unknown) => unknown) | undefined;
}

/** Compares as JSON, then normalised. Answers that are not JSON are different from all others. */
export class NormalisingComparer implements AnswerComparer {
  constructor(private readonly options: NormalisingComparerOptions = {}) {}

  // eslint-disable-next-line @typescript-eslint/require-await -- what `part` throws must reject
  async compare(computed: unknown, cached: unknown): Promise<AnswerLikeness> {
    const { part = (answer) => answer } = this.options;
    const [a, b] = [part(computed), part(cached)];
    try {
      if (canonicalJson(a) === canonicalJson(b)) return 'equal';
      return normalisedAnswer(a) === normalisedAnswer(b) ? 'normalised' : 'different';
    } catch (error) {
      if (error instanceof InvalidKeyError) return 'different';
      throw error;
    }
  }
}
