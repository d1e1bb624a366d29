/** Two questions, of which the second has an answer in the cache. */
export interface QuestionPair {
  /** The question that is asked now, as it was asked. */
  readonly asked: string;
  /** The question that the entry answers, as it was asked then. */
  readonly cached: string;
  /** Cosine of their vectors, -1 to 1. */
  readonly similarity: number;
  /** Which threshold applies, see the option `semantic.thresholds`. */
  readonly category?: string | undefined;
  /** A threshold of this request's own, in place of those. */
  readonly threshold?: number | undefined;
}

/** What was learned about an entry: a question of this similarity did, or did not, have the same answer. */
export interface Observation {
  readonly similarity: number;
  readonly same: boolean;
}

/** In the order in which they are asked. */
export type DecisionStage = 'similarity' | 'guards' | 'learned' | 'verifier';

/** Whether an entry may answer another question. `reason` is a fixed phrase without words of the questions. */
export type Decision =
  | { readonly outcome: 'serve'; readonly stage: DecisionStage; readonly reason: string }
  | { readonly outcome: 'reject'; readonly stage: DecisionStage; readonly reason: string }
  /** Compute, compare the two answers and note the result as an observation: the learned bound does not know yet. */
  | { readonly outcome: 'explore'; readonly stage: 'learned'; readonly reason: string };

export interface DecideOptions {
  /** Nobody asks in earnest: what would be decided, which is no request and teaches nothing. */
  readonly preview?: boolean | undefined;
}

/** Decides in stages whether an entry may answer another question. */
export interface SemanticDecider {
  /**
   * Never rejects: a verifier that fails or is late is a `reject`.
   *
   * @param observations what was learned about this entry, oldest first.
   * @param signal aborts when the request no longer needs the decision.
   */
  decide(
    pair: QuestionPair,
    observations: readonly Observation[],
    signal: AbortSignal,
    options?: DecideOptions,
  ): Promise<Decision>;
  /**
   * To be called once for every `explore` whose answer was computed and compared, and for a served pair that somebody
   * rejected (`same` false). Absent where nothing is learned.
   */
  learn?(pair: Pick<QuestionPair, 'similarity' | 'category' | 'threshold'>, same: boolean): void;
}

/** The optional stage in the band of uncertainty: a reranker, or a model as judge. */
export interface PairVerifier {
  /** For metrics and `explain`. */
  readonly name: string;
  /** True when the cached question's answer answers the asked one. May reject; that counts as false. */
  same(pair: QuestionPair, signal: AbortSignal): Promise<boolean>;
}
