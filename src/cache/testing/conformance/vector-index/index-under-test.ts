import type { VectorIndex } from '../../../semantic/index/vector-index.js';

/** An index to be tried, and what the cases need to know about it. Made anew for each case. */
export interface IndexUnderTest {
  /** Started, and empty: in a namespace of its own where indexes share a server. */
  readonly index: VectorIndex;
  /** Stops it and frees what it was made of. */
  close(): Promise<void>;
  /**
   * A second index over the same data, as another process has it. Where there can be one, the cases read through it
   * too; an index that lives in one process has none.
   */
  readonly peer?: VectorIndex;
  /** An index over the same server under another namespace, for indexes that have namespaces. */
  readonly neighbour?: VectorIndex;
  /** Lets `ms` milliseconds pass for whatever ends the life of vectors. By default by waiting that long. */
  elapse?(ms: number): Promise<void>;
}

export type CreateIndex = () => Promise<IndexUnderTest>;

export interface IndexConformanceOptions {
  /** How many numbers the vectors of the cases have, at least 4. Default 16. */
  readonly dimensions?: number;
  /**
   * How far a similarity may be from the true cosine. Default 0.001; more for an index that keeps its vectors in fewer
   * bits. Neighbours nearer to one another than twice this may change places.
   */
  readonly tolerance?: number;
  /** Of the random vectors. Default 1. */
  readonly seed?: number;
}
