import { describeError } from '../core/describe-error.js';
import type { CacheLogger } from '../options/cache.options.js';

/** One line when the store begins to fail and one when it answers again, however many requests are hit. */
export class StoreErrorLog {
  private isFailing = false;
  private readonly told = new Set<string>();

  constructor(private readonly logger: CacheLogger) {}

  /** Whether the last that was heard of the store is a failure. */
  get failing(): boolean {
    return this.isFailing;
  }

  failed(error: unknown): void {
    if (this.isFailing) return;
    this.isFailing = true;
    this.logger.warn(
      `The cache's store fails (${describeError(error)}); answers are computed until it is back.`,
    );
  }

  answered(): void {
    if (!this.isFailing) return;
    this.isFailing = false;
    this.logger.log("The cache's store answers again.");
  }

  /** A value that cannot be stored is a mistake in the application: told once for each layer and message. */
  unstorable(layer: string, error: unknown): void {
    this.once(`An answer of layer ${layer} cannot be cached: ${describeError(error)}`);
  }

  /** A level of a look-up that fails is a miss; told once for each level and message. */
  levelFailed(level: string, error: unknown): void {
    this.once(`Level ${level} of a look-up failed and counts as a miss: ${describeError(error)}`);
  }

  private once(message: string): void {
    if (this.told.size >= 100 || this.told.has(message)) return;
    this.told.add(message);
    this.logger.warn(message);
  }
}
