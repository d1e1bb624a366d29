import { describeError } from '../core/describe-error.js';
import type { CacheLogger } from '../options/cache.options.js';
import type { ResilienceState } from '../store/resilience/resilience-events.js';
import { StoreBypassedError } from '../store/resilience/store-bypassed.error.js';

/** What the store is asked to do, as far as one kind can fail while another one succeeds. */
export type StoreOperation = 'lookup' | 'fill' | 'content lookup' | 'content fill' | 'invalidation' | 'sweep';

/** One line for each change of the store's state, however many requests are hit. */
export class StoreErrorLog {
  /** By operation: a full server refuses every fill between two reads that it answers. */
  private readonly failures = new Set<StoreOperation>();
  private readonly told = new Set<string>();

  constructor(private readonly logger: CacheLogger) {}

  /** Whether what requests ask of the store failed when it was last asked; being left alone is told by its state. */
  get failing(): boolean {
    return [...this.failures].some((operation) => operation !== 'sweep');
  }

  failed(error: unknown, operation: StoreOperation = 'lookup'): void {
    // The store is left alone. That it is was told when it began.
    if (error instanceof StoreBypassedError) return;
    const isFirst = this.failures.size === 0;
    this.failures.add(operation);
    if (isFirst) this.fails(error);
  }

  answered(operation: StoreOperation = 'lookup'): void {
    if (!this.failures.delete(operation) || this.failures.size > 0) return;
    this.logger.log("The cache's store answers again.");
  }

  /** The store is left alone, or is asked again. */
  changed(state: ResilienceState, cause: unknown): void {
    if (state === 'open') this.fails(cause);
    else if (state === 'healthy') this.logger.log("The cache's store answers again.");
    else if (cause === undefined) {
      this.logger.log(
        'Invalidations wait to be applied; what they concern is not read from the store before.',
      );
    } else {
      this.logger.warn(
        `An invalidation could not be applied (${describeError(cause)}); what it concerns is not read from the store before.`,
      );
    }
  }

  journalFailed(error: unknown): void {
    this.once(
      `The journal of invalidations fails (${describeError(error)}); what waits may not survive this process.`,
    );
  }

  /** The process ends before these could be applied, and nobody will know of them. */
  abandoned(invalidations: number): void {
    this.logger.warn(
      `The cache stops with ${String(invalidations)} invalidations that could not be applied and are in no journal of its own; unless somebody repeats them, older answers may be served until they expire.`,
    );
  }

  /** A value that cannot be stored is a mistake in the application: told once for each layer and message. */
  unstorable(layer: string, error: unknown): void {
    this.once(`An answer of layer ${layer} cannot be cached: ${describeError(error)}`);
  }

  /** A level of a look-up that fails is a miss; told once for each level and message. */
  levelFailed(level: string, error: unknown): void {
    this.once(`Level ${level} of a look-up failed and counts as a miss: ${describeError(error)}`);
  }

  private fails(error: unknown): void {
    this.logger.warn(
      `The cache's store fails (${describeError(error)}); answers are computed until it is back.`,
    );
  }

  private once(message: string): void {
    if (this.told.size >= 100 || this.told.has(message)) return;
    this.told.add(message);
    this.logger.warn(message);
  }
}
