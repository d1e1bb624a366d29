import type { MissReason } from '../core/observer.js';
import type { Judgement } from './near-entries.js';

/** What a request would get at this moment, and why. */
export interface QueryExplanation extends ExplainedSearch {
  /** From where: its own entry, that of a similar question, or a computation. */
  readonly answer: 'exact' | 'semantic' | 'computed';
  /** What is at the question's own address. */
  readonly exact: 'hit' | MissReason;
  /** Digest that names the entry which would be served. */
  readonly entry?: string | undefined;
  /** Age of that entry in milliseconds. */
  readonly ageMs?: number | undefined;
}

export interface ExplainedSearch {
  /**
   * `off`: the question is not looked for by likeness, by the options, by its key, or because it is none that can be.
   * `invalidated`: it was invalidated by name, and no other question's entry is known to be younger than that.
   * `unavailable`: `part` failed or was late.
   */
  readonly search: 'done' | 'off' | 'invalidated' | 'unavailable';
  readonly part?: 'embedding' | 'index' | 'store' | undefined;
  /** Nearest first, as the index has them. The first that is `serve` is served, unless an `explore` comes before it. */
  readonly candidates: readonly ExplainedCandidate[];
}

export interface ExplainedCandidate extends Pick<Judgement, 'outcome' | 'stage' | 'reason'> {
  /** Digest that names the entry. */
  readonly entry: string;
  /** Cosine of the two questions. */
  readonly similarity: number;
  /** Of the entry, in milliseconds; absent where none was read. */
  readonly ageMs?: number | undefined;
  /** The question that the entry answers, if it was asked for. */
  readonly question?: string | undefined;
}
