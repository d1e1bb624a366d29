import type { Layer } from '../core/layer.js';
import type { ComputationContext, Provenance } from './computation.js';

/** What to look up in a content-addressed layer: everything that decides the values, and how to compute them. */
export interface ContentRequest<T> {
  readonly layer: Layer<T>;
  /** The owner of the entries, and the metrics' label. Without it all workspaces share them. */
  readonly workspaceId?: string | undefined;
  /** Any JSON, one for each value wanted. */
  readonly materials: readonly unknown[];
  /**
   * Computes the values of the materials at these indexes, in this order. Called at most once, for those that the
   * cache does not have and nobody else in this process is computing.
   */
  readonly compute: (missing: readonly number[], context: ComputationContext) => Promise<readonly T[]>;
  /** Ends the waiting of this caller; the computation goes on as long as somebody waits for it. */
  readonly signal?: AbortSignal | undefined;
  /** Life of the entries in milliseconds instead of the layer's, before jitter. */
  readonly ttlMs?: number | undefined;
}

export interface ContentValue<T> {
  readonly value: T;
  /** `joined`: somebody else in this process was computing it. */
  readonly source: 'hit' | 'computed' | 'joined';
}

/** A value on its way to everybody who asked for it. */
export interface FoundContent<T> {
  readonly source: 'hit' | 'computed';
  readonly provenance: Provenance;
  /** A copy for each caller, so that what one does to it the others do not see. */
  take(): T | Promise<T>;
}
