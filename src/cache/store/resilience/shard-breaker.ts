import type { Clock, Timer } from '../../core/clock.js';
import { isOutage } from './outage.js';
import { StoreBypassedError } from './store-bypassed.error.js';

export interface ShardBreakerParts {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Resolves if the shard serves again. */
  readonly probe: () => Promise<void>;
  readonly onOpen: (cause: unknown) => void;
  readonly onClose: () => void;
}

const FIRST_PROBE_MS = 50;
const LONGEST_PAUSE_MS = 1000;
/** A shard that fails again within this time was not well: its pauses go on growing, and the log stays quiet. */
const CALM_MS = 5000;

/**
 * One shard's circuit. A single failure opens it: to be wrong costs a few computations until the first probe, 50 ms
 * later; to wait for a second failure costs another request a whole time-out. While it is open nothing is sent but
 * one probe at a time, at growing pauses of at most 1.1 s, and at once when a connection becomes ready.
 */
export class ShardBreaker {
  private cause: unknown;
  private isOpen = false;
  private pauses = 0;
  private closedAt = -Infinity;
  private timer: Timer | undefined;
  private probing = false;
  private probeAgain = false;
  private stopped = false;
  private readonly flying = new Set<(reason: Error) => void>();

  constructor(private readonly parts: ShardBreakerParts) {}

  get open(): boolean {
    return this.isOpen;
  }

  /** Nothing is under way. */
  get idle(): boolean {
    return this.flying.size === 0;
  }

  /**
   * Does the work, unless the circuit is open. Work that is under way when it opens is given up at once, so that of
   * many requests in an outage all are released by the first time-out; what they sent may still be executed, which
   * the protocol allows for.
   *
   * @throws StoreBypassedError when the store is, or is from now on, left alone; any other error as it is.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) throw this.bypassed();
    let giveUp: (reason: Error) => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
    this.flying.add(giveUp);
    try {
      return await Promise.race([work(), givenUp]);
    } catch (error) {
      // Given up: the circuit was opened by something else. What the work itself comes to is old news by then.
      if (error instanceof StoreBypassedError || !isOutage(error)) throw error;
      this.trip(error);
      throw new StoreBypassedError('The store failed and is left alone for now.', { cause: error });
    } finally {
      this.flying.delete(giveUp);
    }
  }

  /** Opens the circuit. */
  trip(cause: unknown): void {
    if (this.isOpen || this.stopped) return;
    this.isOpen = true;
    this.cause = cause;
    if (this.parts.clock.now() - this.closedAt > CALM_MS) this.pauses = 0;
    const reason = this.bypassed();
    for (const giveUp of this.flying) giveUp(reason);
    this.flying.clear();
    this.parts.onOpen(cause);
    this.schedule();
  }

  /** Something has changed: ask now. */
  probeNow(): void {
    if (!this.isOpen || this.stopped) return;
    this.timer?.cancel();
    if (this.probing) this.probeAgain = true;
    else void this.probe();
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private schedule(): void {
    const pause = Math.min(FIRST_PROBE_MS * 2 ** Math.min(this.pauses++, 10), LONGEST_PAUSE_MS);
    // Processes that lost a server together should not all come back to it together.
    const jittered = pause * (0.9 + 0.2 * this.parts.random());
    this.timer = this.parts.clock.setTimer(jittered, () => void this.probe());
  }

  private async probe(): Promise<void> {
    this.probing = true;
    this.probeAgain = false;
    let answered: boolean;
    try {
      await this.parts.probe();
      answered = true;
    } catch (error) {
      // An answer to the probe in particular (no right to it) is an answer.
      answered = !isOutage(error);
    }
    this.probing = false;
    if (this.stopped) return;
    if (answered) this.close();
    else if (this.wantsProbe()) void this.probe();
    else this.schedule();
  }

  // Asked for while the last one was under way, which the compiler cannot know.
  private wantsProbe(): boolean {
    return this.probeAgain;
  }

  private close(): void {
    this.isOpen = false;
    this.cause = undefined;
    this.closedAt = this.parts.clock.now();
    this.parts.onClose();
  }

  private bypassed(): StoreBypassedError {
    return new StoreBypassedError('The store is left alone until it answers a probe.', { cause: this.cause });
  }
}
