import type { ScopedStore } from '../../store/scoped-store.js';

/** One sentence of the store's contract; give it to any test runner. */
export interface ConformanceCase {
  readonly name: string;
  /** Makes a store, tries the sentence and closes the store. @throws AssertionError when the sentence does not hold. */
  run(): Promise<void>;
}

/** A store to be tried, and what the cases need to know about it. Made anew for each case. */
export interface StoreUnderTest {
  /** Started, and empty: in a namespace of its own where stores share a server. */
  readonly store: ScopedStore;
  /** Stops it and frees what it was made of. */
  close(): Promise<void>;
  /**
   * A second store over the same data, as another process has it. Where there can be one, the cases write through it
   * too; a store that lives in one process has none.
   */
  readonly peer?: ScopedStore;
  /** A store over the same server under another namespace, for stores that have namespaces. */
  readonly neighbour?: ScopedStore;
  /** Lets `ms` milliseconds pass for the store's own clock, which ends leases. By default by waiting that long. */
  elapse?(ms: number): Promise<void>;
}

export type CreateStore = () => Promise<StoreUnderTest>;

export interface ConformanceOptions {
  /** Of the random histories; a failure names it, so that the same history can be run again. Default 1. */
  readonly seed?: number;
  /** How many random histories. Default 40. */
  readonly histories?: number;
}
