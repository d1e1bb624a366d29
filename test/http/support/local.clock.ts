import type { Clock, Timer } from '../../../src/cache/core/clock.js';

/** Stands still until it is moved. Its timers are real ones: no test here waits for one. */
export class LocalClock implements Clock {
  constructor(private time = 1_700_000_000_000) {}

  now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const handle = setTimeout(callback, delayMs);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  }
}
