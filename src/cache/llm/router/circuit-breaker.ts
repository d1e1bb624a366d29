import type { Clock } from '../../core/clock.js';
import type { BreakerOptions } from './router.options.js';

export type BreakerState = 'closed' | 'open' | 'half_open';

/**
 * Leaves a provider alone that failed several times in a row, so that requests do not wait for it in vain. After a
 * while a single call tries it again; the others still pass it by until that one has succeeded.
 */
export class CircuitBreaker {
  private readonly threshold: number;
  private readonly openMs: number;
  private failures = 0;
  private openedAt: number | undefined;
  private probing = false;

  constructor(
    private readonly clock: Clock,
    { failures = 5, openMs = 30_000 }: BreakerOptions = {},
  ) {
    this.threshold = failures;
    this.openMs = openMs;
  }

  get state(): BreakerState {
    if (this.openedAt === undefined) return 'closed';
    return this.clock.now() - this.openedAt >= this.openMs ? 'half_open' : 'open';
  }

  /** Whether a call may be made; if so it must end with `succeeded`, `failed` or `withdrawn`. */
  enter(): boolean {
    if (this.state === 'closed') return true;
    if (this.state === 'open' || this.probing) return false;
    this.probing = true;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.openedAt = undefined;
    this.probing = false;
  }

  failed(): void {
    this.failures++;
    // A call from before the opening says nothing new about a provider that is already left alone.
    if (this.openedAt === undefined ? this.failures >= this.threshold : this.probing) {
      this.openedAt = this.clock.now();
    }
    this.probing = false;
  }

  /** The call says nothing about the provider's health: it was not made, or its caller gave up. */
  withdrawn(): void {
    this.probing = false;
  }
}
