import type { Clock, Timer } from '../core/clock.js';
import type { HeldLease, ScopedStore } from '../store/scoped-store.js';

/**
 * Prolongs a lease while its computation runs. The lease itself is short, so that the death of its owner is noticed
 * soon, however long answers take. A renewal that fails is no harm: at worst another process computes too.
 */
export class LeaseKeeper {
  private timer: Timer | undefined;
  private ended = false;

  constructor(
    private readonly store: ScopedStore,
    private readonly clock: Clock,
    private readonly lease: HeldLease,
    private readonly ttlMs: number,
  ) {
    this.schedule();
  }

  /** No more renewals; the fill ends the lease, or its time does. */
  end(): void {
    this.ended = true;
    this.timer?.cancel();
  }

  /** Ends the lease at once, so that a waiter takes over. */
  async release(): Promise<void> {
    this.end();
    try {
      await this.store.releaseLease(this.lease);
    } catch {
      // The store is away: the lease runs out by itself, and there is nobody to tell.
    }
  }

  private schedule(): void {
    this.timer = this.clock.setTimer(this.ttlMs / 3, () => void this.renew());
  }

  private async renew(): Promise<void> {
    let held: boolean;
    try {
      held = await this.store.renewLease(this.lease, this.ttlMs);
    } catch {
      held = true; // unknown: try again while there is something to keep
    }
    if (held && !this.ended) this.schedule();
  }
}
