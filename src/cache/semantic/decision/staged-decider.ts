import { systemClock, type Clock } from '../../core/clock.js';
import { CacheConfigurationError } from '../../core/errors.js';
import type { GuardVerdict } from '../guards/guard.js';
import type {
  DecideOptions,
  Decision,
  DecisionStage,
  Observation,
  PairVerifier,
  QuestionPair,
  SemanticDecider,
} from './decision.types.js';
import { LearnedBound, type LearnedDecision } from './learned-bound.js';
import { askVerifier, type VerifierOutcome } from './verifier-stage.js';

export interface VerifierStageOptions {
  readonly verifier: PairVerifier;
  /**
   * The band of uncertainty, `from` <= similarity < `to`: only there the verifier is asked, and has to agree. No
   * threshold may lie below `from`, or less certain pairs would be served with less scrutiny.
   */
  readonly from: number;
  readonly to: number;
  /** Milliseconds; a later answer is a no. Default 1000. */
  readonly timeoutMs?: number | undefined;
}

export interface StagedDeciderOptions {
  /** All guards together; symmetrical in the two texts. */
  readonly guards: { check(a: string, b: string): GuardVerdict };
  /** Cosine from which a pair is considered, inclusive. Default 0.95. */
  readonly threshold?: number | undefined;
  /** Thresholds of categories, in place of `threshold`. */
  readonly thresholds?: Readonly<Record<string, number>> | undefined;
  /**
   * At most this share of the requests that reach the learned bound is answered wrongly, 0 to 1 exclusive. The
   * thresholds are then a floor below which nothing is served or learned. Undefined: nothing is learned.
   */
  readonly maxErrorRate?: number | undefined;
  readonly verifier?: VerifierStageOptions | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 to 1, for exploring. */
  readonly random?: (() => number) | undefined;
}

const DEFAULT_THRESHOLD = 0.95;
const DEFAULT_TIMEOUT_MS = 1000;

/**
 * Similarity, guards, learned bound, verifier: each stage can only take away what the one before let through, and the
 * cheap ones come first. Whatever fails is a no.
 *
 * What is learned of all entries lives in this object, so there is one for one way of embedding (see `LearnedBound`).
 */
export class StagedDecider implements SemanticDecider {
  private readonly threshold: number;
  private readonly thresholds: ReadonlyMap<string, number>;
  private readonly bound: LearnedBound | undefined;
  private readonly clock: Clock;

  /** @throws CacheConfigurationError naming what is wrong. */
  constructor(private readonly options: StagedDeciderOptions) {
    const { maxErrorRate, random = Math.random } = options;
    this.threshold = options.threshold ?? DEFAULT_THRESHOLD;
    this.thresholds = new Map(Object.entries(options.thresholds ?? {}));
    this.clock = options.clock ?? systemClock;
    checkOptions(options, [this.threshold, ...this.thresholds.values()]);
    if (maxErrorRate !== undefined) {
      this.bound = new LearnedBound(maxErrorRate, random, this.thresholds.keys());
    }
  }

  async decide(
    pair: QuestionPair,
    observations: readonly Observation[],
    signal: AbortSignal,
    { preview = false }: DecideOptions = {},
  ): Promise<Decision> {
    const { similarity, category } = pair;
    if (!Number.isFinite(similarity)) return reject('similarity', 'the similarity is not a number');
    if (similarity < this.floor(pair)) return reject('similarity', 'below the threshold');

    const verdict = this.checkGuards(pair);
    if (!verdict.pass) return reject('guards', `${verdict.guard}: ${verdict.reason}`);

    const learned = this.bound?.[preview ? 'preview' : 'decide'](similarity, observations, category);
    if (learned?.serve === false) return explore(learned);

    const { verifier } = this.options;
    if (verifier !== undefined && similarity >= verifier.from && similarity < verifier.to) {
      const { timeoutMs = DEFAULT_TIMEOUT_MS } = verifier;
      const outcome = await askVerifier(verifier.verifier, pair, { clock: this.clock, timeoutMs, signal });
      const reason = VERIFIER_REASONS[outcome];
      return outcome === 'agrees' ? serve('verifier', reason) : reject('verifier', reason);
    }
    if (learned === undefined) return serve('guards', 'near enough, and no guard sees a difference');
    return serve(
      'learned',
      learned.by === 'pool' ? 'all entries allow this similarity' : 'what is known of the entry allows it',
    );
  }

  /** The similarity from which a pair is considered at all: the request's own, or its category's, threshold. */
  floor({ threshold, category }: Pick<QuestionPair, 'threshold' | 'category'>): number {
    // Below the verifier's band nothing is served, whoever asks for it: it would be with less scrutiny.
    return Math.max(threshold ?? this.thresholdOf(category), this.options.verifier?.from ?? -1);
  }

  learn(pair: Pick<QuestionPair, 'similarity' | 'category' | 'threshold'>, same: boolean): void {
    const { similarity, category } = pair;
    // Below it nothing is decided by what is learned; what is decided with a lower one of the request has to be learned.
    if (similarity >= this.floor(pair)) this.bound?.learn(similarity, same, category);
  }

  private thresholdOf(category: string | undefined): number {
    return (category === undefined ? undefined : this.thresholds.get(category)) ?? this.threshold;
  }

  private checkGuards({ asked, cached }: QuestionPair): GuardVerdict {
    try {
      return this.options.guards.check(asked, cached);
    } catch {
      // A guard of the application's own. Its error may quote a question, so the reason says only that it failed.
      return { pass: false, guard: 'guards', reason: 'a guard failed' };
    }
  }
}

const VERIFIER_REASONS: Readonly<Record<VerifierOutcome, string>> = {
  agrees: 'the verifier agrees',
  disagrees: 'the verifier disagrees',
  failed: 'the verifier failed',
  late: 'the verifier was late',
  left: 'nobody waits any more',
};

function serve(stage: DecisionStage, reason: string): Decision {
  return { outcome: 'serve', stage, reason };
}

function reject(stage: DecisionStage, reason: string): Decision {
  return { outcome: 'reject', stage, reason };
}

function explore({ audit }: LearnedDecision): Decision {
  const reason = audit ? 'a check of what is served' : 'too little is known at this similarity';
  return { outcome: 'explore', stage: 'learned', reason };
}

function checkOptions({ maxErrorRate, verifier }: StagedDeciderOptions, thresholds: readonly number[]): void {
  if (!thresholds.every((threshold) => threshold >= -1 && threshold <= 1)) {
    throw new CacheConfigurationError('A semantic threshold is a cosine, from -1 to 1.');
  }
  if (maxErrorRate !== undefined && !(maxErrorRate > 0 && maxErrorRate < 1)) {
    throw new CacheConfigurationError('semantic.maxErrorRate lies between 0 and 1, both exclusive.');
  }
  if (verifier === undefined) return;
  const { from, to, timeoutMs = DEFAULT_TIMEOUT_MS } = verifier;
  if (!(from < to)) throw new CacheConfigurationError("The verifier's band must end above its beginning.");
  if (thresholds.some((threshold) => threshold < from)) {
    throw new CacheConfigurationError(
      "A semantic threshold lies below the verifier's band: pairs between them would be served unverified.",
    );
  }
  if (!(timeoutMs > 0)) throw new CacheConfigurationError("The verifier's timeoutMs must be above 0.");
}
