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
    this.logger.warn(`The cache's store fails (${describe(error)}); answers are computed until it is back.`);
  }

  answered(): void {
    if (!this.isFailing) return;
    this.isFailing = false;
    this.logger.log("The cache's store answers again.");
  }

  /** A value that cannot be stored is a mistake in the application: told once for each layer and message. */
  unstorable(layer: string, error: unknown): void {
    this.once(`An answer of layer ${layer} cannot be cached: ${describe(error)}`);
  }

  /** A level of a look-up that fails is a miss; told once for each level and message. */
  levelFailed(level: string, error: unknown): void {
    this.once(`Level ${level} of a look-up failed and counts as a miss: ${describe(error)}`);
  }

  private once(message: string): void {
    if (this.told.size >= 100 || this.told.has(message)) return;
    this.told.add(message);
    this.logger.warn(message);
  }
}

/** Our own messages carry no content; of others only the kind and code of their cause is told. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = (cause as { code?: unknown } | undefined)?.code;
  const kind = typeof code === 'string' ? code : cause?.name;
  return 'code' in error && kind !== undefined
    ? `${error.message} ${kind}`
    : 'code' in error
      ? error.message
      : error.name;
}
