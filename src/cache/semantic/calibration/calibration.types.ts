import type { GuardVerdict } from '../guards/guard.js';

/** Two questions of which somebody said whether one answer serves both; how near they are, and what the guards say. */
export interface JudgedPair {
  /** Cosine of their vectors, -1 to 1. */
  readonly similarity: number;
  /** Whether one answer serves both. */
  readonly same: boolean;
  /** Undefined: no guards were asked, which counts as passed. */
  readonly guards?: GuardVerdict | undefined;
}

/** `count` of `of`, with the exact (Clopper-Pearson) two-sided 95 % interval of the share behind it. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** `count / of`; undefined when `of` is 0. */
  readonly value: number | undefined;
  /** Lower end of the interval; 0 when `of` is 0. */
  readonly low: number;
  /** Upper end of the interval; 1 when `of` is 0. */
  readonly high: number;
}

/** What would be served at a threshold. */
export interface CalibrationRow {
  /** Pairs of this similarity or above are served, if the guards (where asked) pass them. */
  readonly threshold: number;
  /** Same pairs served, of all served. */
  readonly precision: Share;
  /** Same pairs served, of all same pairs. */
  readonly recall: Share;
  /** Different pairs served, of all pairs. */
  readonly wrong: Share;
  /** Pairs served, of all pairs. */
  readonly hits: Share;
}

export interface CalibrateOptions {
  /** Where to look; by default 0.50 to 1.00 in steps of 0.01. In any order. */
  readonly thresholds?: readonly number[] | undefined;
  /** The precision that is asked for, 0 to 1 exclusive. Default 0.99. */
  readonly targetPrecision?: number | undefined;
}

/** One run over the pairs, with the guards or without. */
export interface CalibrationCurve {
  /** One for each threshold, ascending. */
  readonly rows: readonly CalibrationRow[];
  /**
   * The lowest threshold whose precision's interval lies at or above the target (its lower end does); undefined when
   * none does, often because the pairs are too few: `pairsNeeded` says how many.
   */
  readonly recommended: CalibrationRow | undefined;
}

export interface CalibrationReport {
  /** Pairs given, without those whose similarity is not a number. */
  readonly pairs: number;
  /** How many of them are the same. */
  readonly same: number;
  /** Pairs left out because their similarity is not a number. */
  readonly leftOut: number;
  readonly targetPrecision: number;
  /** Served pairs without a single wrong one that are needed before any threshold can be recommended. */
  readonly pairsNeeded: number;
  readonly withoutGuards: CalibrationCurve;
  readonly withGuards: CalibrationCurve;
  /** What each guard rejected, whatever the similarity; most first. */
  readonly guards: readonly { readonly guard: string; readonly same: number; readonly different: number }[];
}

/** A request of a replayed stream that has a candidate, and whether the candidate's answer would have been right. */
export interface ReplayedRequest {
  readonly similarity: number;
  readonly same: boolean;
  /** Which entry the candidate is, for what is learned of each entry. Undefined: an entry of its own. */
  readonly entry?: string | undefined;
}

export interface ReplayOptions {
  /** Wrong answers of all requests at most, 0 to 1 exclusive. */
  readonly maxErrorRate: number;
  /** Candidates below are never served, and nothing is learned from them. Default -1. */
  readonly floor?: number | undefined;
  /** From 0 to 1, for exploring. A seeded one makes the replay repeatable. */
  readonly random: () => number;
}

/** What a replay through the learned bound comes to. */
export interface ReplayResult {
  readonly requests: number;
  /** Served, right and wrong. */
  readonly hits: number;
  readonly wrong: number;
  /** Computed to learn from, although there was a candidate. */
  readonly explored: number;
  /** Below the floor. */
  readonly rejected: number;
}
