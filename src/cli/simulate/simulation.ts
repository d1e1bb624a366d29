import type { StreamReport } from './tally.js';

/** What `simulate` found out; printed as it is with `--json`. */
export interface Simulation {
  readonly file: string;
  readonly embedder: string;
  readonly threshold: number;
  readonly maxErrorRate: number | undefined;
  readonly guardNames: readonly string[];
  readonly report: StreamReport;
  readonly speed: {
    readonly embeddingMs: number;
    readonly replayMs: number;
    /** Of the replay, without the embedding. */
    readonly questionsPerSecond: number;
  };
}
