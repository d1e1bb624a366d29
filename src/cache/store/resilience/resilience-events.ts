/**
 * - `healthy`: the store is read and written.
 * - `open`: a shard, or the whole store, is left alone until it answers a probe.
 * - `fenced`: the store answers, but invalidations have to be applied first.
 */
export type ResilienceState = 'healthy' | 'open' | 'fenced';

/** Where invalidations wait that the store could not execute. */
export type KeptIn = 'memory' | 'journal';

/** What the resilience around a store tells. No method may throw. */
export interface ResilienceEvents {
  /** Called once for each change; `cause` is why it is open. */
  state(state: ResilienceState, cause?: unknown): void;
  /** How many targets wait. */
  pending(targets: number): void;
  /** A target is applied and so are the invalidations it stood for; without a workspace (its digest): all of them. */
  applied(workspace: string | undefined, invalidations: number): void;
  /** The journal could not be read or written: what waits does not survive this process. */
  journalFailed(error: unknown): void;
  /** This process ends while so many targets wait and no journal has them. */
  abandoned(targets: number): void;
}
