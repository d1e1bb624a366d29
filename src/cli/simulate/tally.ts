import type { Share } from '../../cache/semantic/calibration/calibration.types.js';
import { share } from '../../cache/semantic/calibration/clopper-pearson.js';

/** How a question of the stream was answered. */
export interface Answered {
  readonly source: 'exact' | 'semantic' | 'miss';
  /** Whether a served answer is the right one; of a miss, which is computed, always true. */
  readonly right: boolean;
  /** There was a candidate, and it was computed all the same to learn from. */
  readonly explored: boolean;
  /** The candidates that were near enough and refused all the same. */
  readonly refused: readonly Refusal[];
}

export interface Refusal {
  /** Who said no: a guard's name, or the stage of the decision. */
  readonly by: string;
  /** Whether the candidate's answer would have been right. */
  readonly right: boolean;
}

/** What a stream came to. */
export interface StreamReport {
  readonly questions: number;
  /** Share of the questions whose answer had been given before: what a perfect cache would serve. */
  readonly ceiling: Share;
  readonly hits: Share;
  /** Wrong answers of all questions. */
  readonly wrong: Share;
  readonly exact: HitReport;
  readonly semantic: HitReport;
  readonly misses: number;
  /** Of the misses. */
  readonly explored: number;
  /** Candidates that were refused, most first. */
  readonly refused: readonly { readonly by: string; readonly wrong: number; readonly right: number }[];
  /** The stream in ten parts, in its order: how the cache fills, and what it learns. */
  readonly parts: readonly StreamPart[];
}

export interface HitReport {
  /** Of all questions. */
  readonly hits: Share;
  /** Of these hits. */
  readonly precision: Share;
}

export interface StreamPart {
  /** The last question of the part, counted from 1. */
  readonly until: number;
  readonly questions: number;
  readonly exact: number;
  readonly semantic: number;
  readonly wrong: number;
  readonly explored: number;
}

const PARTS = 10;

/** Counts what a stream came to. `known`: for each question whether its answer had been given before. */
export function tally(answered: readonly Answered[], known: readonly boolean[]): StreamReport {
  const all = answered.length;
  const served = answered.filter(({ source }) => source !== 'miss');
  const wrong = served.filter(({ right }) => !right);
  const kind = (source: Answered['source']): HitReport => {
    const hits = answered.filter((answer) => answer.source === source);
    return {
      hits: share(hits.length, all),
      precision: share(hits.filter(({ right }) => right).length, hits.length),
    };
  };
  return {
    questions: all,
    ceiling: share(known.filter(Boolean).length, all),
    hits: share(served.length, all),
    wrong: share(wrong.length, all),
    exact: kind('exact'),
    semantic: kind('semantic'),
    misses: all - served.length,
    explored: answered.filter(({ explored }) => explored).length,
    refused: refusals(answered),
    parts: parts(answered),
  };
}

/** For each question whether its answer is that of an earlier one. */
export function answeredBefore(keys: readonly string[]): boolean[] {
  const given = new Set<string>();
  return keys.map((key) => {
    const before = given.has(key);
    given.add(key);
    return before;
  });
}

function refusals(answered: readonly Answered[]): StreamReport['refused'] {
  const counts = new Map<string, { wrong: number; right: number }>();
  for (const { by, right } of answered.flatMap(({ refused }) => refused)) {
    const count = counts.get(by) ?? { wrong: 0, right: 0 };
    count[right ? 'right' : 'wrong']++;
    counts.set(by, count);
  }
  return [...counts]
    .map(([by, count]) => ({ by, ...count }))
    .sort((a, b) => b.wrong + b.right - (a.wrong + a.right));
}

function parts(answered: readonly Answered[]): StreamPart[] {
  const number = Math.min(PARTS, answered.length);
  return Array.from({ length: number }, (_, index) => {
    const until = Math.round(((index + 1) * answered.length) / number);
    const members = answered.slice(Math.round((index * answered.length) / number), until);
    const count = (of: (answer: Answered) => boolean): number => members.filter(of).length;
    return {
      until,
      questions: members.length,
      exact: count(({ source }) => source === 'exact'),
      semantic: count(({ source }) => source === 'semantic'),
      wrong: count(({ right }) => !right),
      explored: count(({ explored }) => explored),
    };
  });
}
