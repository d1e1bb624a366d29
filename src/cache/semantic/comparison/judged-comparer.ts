import { canonicalJson } from '../../core/canonical-json.js';
import type { AnswerComparer, AnswerLikeness, NormalisingComparerOptions } from './answer-comparer.js';
import { NormalisingComparer } from './answer-comparer.js';

/** Whether two answers tell the same; a `ModelJudgeVerifier` and a `CohereRerankVerifier` are such judges. */
export interface AnswerJudge {
  alike(a: string, b: string, signal: AbortSignal): Promise<boolean>;
}

/**
 * For answers written by a model, which says the same thing in other words each time: what is not equal once
 * normalised is put before a judge, as text, or as JSON where it is not a text.
 */
export class JudgedComparer implements AnswerComparer {
  private readonly exact: NormalisingComparer;

  constructor(
    private readonly judge: AnswerJudge,
    private readonly options: NormalisingComparerOptions = {},
  ) {
    this.exact = new NormalisingComparer(options);
  }

  async compare(computed: unknown, cached: unknown, signal: AbortSignal): Promise<AnswerLikeness> {
    const likeness = await this.exact.compare(computed, cached);
    if (likeness !== 'different') return likeness;
    const { part = (answer) => answer } = this.options;
    const alike = await this.judge.alike(textOf(part(computed)), textOf(part(cached)), signal);
    return alike ? 'meaning' : 'different';
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
