import type { Clock, Timer } from '../../core/clock.js';
import { orAborted } from '../part-reader.js';

/** Thrown as the signal's reason when the time is up. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/**
 * A bound on a call that holds whatever the client library does with its signal: what is awaited through `hold` is
 * left behind when the time is up or the caller has gone.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: Timer;

  constructor(
    clock: Clock,
    ms: number,
    private readonly caller: AbortSignal,
  ) {
    this.timer = clock.setTimer(ms, () =>
      this.controller.abort(new DeadlineExceeded('The deadline has passed.')),
    );
    if (caller.aborted) this.onCallerLeft();
    else caller.addEventListener('abort', this.onCallerLeft, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether the time is up, as opposed to the caller having left or the call having ended. */
  get expired(): boolean {
    return this.signal.reason instanceof DeadlineExceeded;
  }

  hold<T>(promise: PromiseLike<T>): Promise<T> {
    return orAborted(promise, this.signal);
  }

  /** Ends the call if it still runs, and releases the timer. Idempotent. */
  end(): void {
    this.timer.cancel();
    this.caller.removeEventListener('abort', this.onCallerLeft);
    if (!this.signal.aborted) this.controller.abort(new Error('The call has ended.'));
  }

  private readonly onCallerLeft = (): void => {
    this.controller.abort(this.caller.reason);
  };
}
