/** A running timer; `cancel()` is idempotent. */
export interface Timer {
  cancel(): void;
}

/**
 * The only source of time in this package, injected everywhere, so that tests move time instead of sleeping.
 * Timers of the system clock keep a process alive only where it says so.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Calls back once, `delayMs` milliseconds from now. `keepAlive`: somebody waits for it, so that the process must not
   * end before; default false.
   */
  setTimer(delayMs: number, callback: () => void, keepAlive?: boolean): Timer;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, callback, keepAlive = false) {
    const handle = setTimeout(callback, delayMs);
    if (!keepAlive) handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};

/** Resolves after `delayMs`; rejects with the signal's reason as soon as the signal aborts. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      timer.cancel();
      reject(signal?.reason as Error);
    };
    const onTime = (): void => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    };
    const timer = clock.setTimer(delayMs, onTime, true);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
