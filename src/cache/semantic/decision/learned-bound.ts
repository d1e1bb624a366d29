import type { Observation } from './decision.types.js';
import { exploreProbability, MIN_OBSERVATIONS } from './entry-bound.js';
import { PooledBound } from './pooled-bound.js';

/**
 * Of what the pool would serve, this share is computed all the same. Without it nothing more would be learned where
 * most hits are, and an entry that has gone wrong would never show.
 */
const AUDITED = 0.03;

/** Whether to serve, and which bound said so. */
export interface LearnedDecision {
  readonly serve: boolean;
  readonly by: 'pool' | 'entry';
  /** Computed although the bound would serve: the check on what is served. */
  readonly audit: boolean;
}

/**
 * Decides so that at most `maxErrorRate` of the requests that reach this stage are answered wrongly.
 *
 * Two bounds share the requests, and each keeps its part at that rate:
 *
 * - the pool serves from the similarity that all entries together allow, unless this entry has already been different
 *   at a similarity the pool serves;
 * - the entry's own bound (vCache's) decides what is below, or withdrawn from the pool, once it has four labels.
 *
 * The pool lets a new entry be served that has no label yet; the entry's own bound goes further where an entry is
 * better than most, and stays behind where it is worse.
 *
 * One instance for one way of embedding: similarities of two models do not compare. It lives in the process; its size
 * is fixed.
 */
export class LearnedBound {
  private readonly pools = new Map<string | undefined, PooledBound>();

  /** @param categories those with a pool of their own; all other requests share one, so that pools are bounded. */
  constructor(
    private readonly maxErrorRate: number,
    private readonly random: () => number,
    categories: Iterable<string> = [],
  ) {
    for (const category of [undefined, ...categories]) {
      this.pools.set(category, new PooledBound(maxErrorRate));
    }
  }

  /** Counts as a request. */
  decide(similarity: number, observations: readonly Observation[], category?: string): LearnedDecision {
    const pool = this.poolOf(category);
    pool.request(similarity);
    const decision = this.preview(similarity, observations, category);
    if (decision.by === 'pool') {
      const audit = this.random() < AUDITED;
      return { serve: !audit, by: 'pool', audit };
    }
    if (observations.length >= MIN_OBSERVATIONS) pool.decidedByEntry();
    return decision;
  }

  /** What a request would get, one that is computed as a check apart. Counts nothing. */
  preview(similarity: number, observations: readonly Observation[], category?: string): LearnedDecision {
    const { threshold } = this.poolOf(category);
    const exception = observations.some(({ same, similarity: seen }) => !same && seen >= threshold);
    if (similarity >= threshold && !exception) return { serve: true, by: 'pool', audit: false };
    if (observations.length < MIN_OBSERVATIONS) return { serve: false, by: 'entry', audit: false };
    const tau = exploreProbability(observations, similarity, this.maxErrorRate);
    return { serve: this.random() > tau, by: 'entry', audit: false };
  }

  /** A request that was computed turned out to have the candidate's answer, or another one. */
  learn(similarity: number, same: boolean, category?: string): void {
    this.poolOf(category).label(similarity, same);
  }

  private poolOf(category: string | undefined): PooledBound {
    return (this.pools.get(category) ?? this.pools.get(undefined)) as PooledBound;
  }
}
