import type {
  ReplayedRequest,
  ReplayOptions,
  ReplayResult,
} from '../../cache/semantic/calibration/calibration.types.js';
import { seededRandom, type Random } from '../../cache/testing/conformance/seeded-random.js';
import type { MeasuredPair } from './measure.js';

/** What the learned bound comes to on pairs, over several orders of them. */
export interface LearnedReport {
  readonly maxErrorRate: number;
  readonly runs: number;
  readonly pairs: number;
  /** Of all requests, each: the mean over the runs, and the extremes. */
  readonly hits: Spread;
  readonly wrong: Spread;
  readonly explored: Spread;
  /**
   * For comparison the single threshold with the most hits, chosen with every label known: of those with no more errors
   * than allowed, and of those with no more than the learned bound made. Undefined: none has a hit.
   */
  readonly bestThreshold: {
    readonly asAllowed: StaticThreshold | undefined;
    readonly asMade: StaticThreshold | undefined;
  };
}

export interface Spread {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface StaticThreshold {
  readonly threshold: number;
  /** Of all requests. */
  readonly hits: number;
  readonly wrong: number;
}

export type Replay = (requests: Iterable<ReplayedRequest>, options: ReplayOptions) => ReplayResult;

/** Learning is chance: what is asked first, and when it explores. */
const RUNS = 100;

/**
 * Asks the pairs one after the other, in a random order, each as a request that finds an entry of its own. Pairs that
 * the guards reject are misses, and nothing is learned from them. Repeatable: seeds 1 to 100.
 */
export function learnedReport(
  pairs: readonly MeasuredPair[],
  maxErrorRate: number,
  replay: Replay,
): LearnedReport {
  const passed = pairs.filter(({ guards }) => guards?.pass !== false);
  const requests = passed.map(({ similarity, same }) => ({ similarity, same }));
  const results = Array.from({ length: RUNS }, (_, index) => {
    const random = seededRandom(index + 1);
    return replay(shuffled(requests, random), {
      maxErrorRate,
      random: () => random.below(2 ** 32) / 2 ** 32,
    });
  });
  const spread = (of: (result: ReplayResult) => number): Spread => {
    const shares = results.map((result) => of(result) / pairs.length);
    return {
      mean: shares.reduce((sum, share) => sum + share, 0) / shares.length,
      lowest: Math.min(...shares),
      highest: Math.max(...shares),
    };
  };
  const wrong = spread((result) => result.wrong);
  return {
    maxErrorRate,
    runs: RUNS,
    pairs: pairs.length,
    hits: spread(({ hits }) => hits),
    wrong,
    explored: spread(({ explored }) => explored),
    bestThreshold: {
      asAllowed: bestThreshold(passed, pairs.length, maxErrorRate),
      asMade: bestThreshold(passed, pairs.length, wrong.mean),
    },
  };
}

/** The threshold with the most hits of those with at most this share of wrong ones, at any similarity that occurs. */
export function bestThreshold(
  pairs: readonly { readonly similarity: number; readonly same: boolean }[],
  of: number,
  maxErrorRate: number,
): StaticThreshold | undefined {
  const falling = [...pairs].sort((a, b) => b.similarity - a.similarity);
  let best: StaticThreshold | undefined;
  let wrong = 0;
  falling.forEach(({ similarity, same }, index) => {
    if (!same) wrong++;
    // All of one similarity are served or none is.
    if (falling[index + 1]?.similarity === similarity || wrong / of > maxErrorRate) return;
    best = { threshold: similarity, hits: (index + 1) / of, wrong: wrong / of };
  });
  return best;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
