import type { Clock, Timer } from '../../../src/index.js';

/** A clock that moves only when told to. */
export class ManualClock implements Clock {
  private time = Date.parse('2026-07-01T08:00:00Z');
  private timers: { at: number; task: () => void }[] = [];

  now(): number {
    return this.time;
  }

  setTimer(delayMs: number, task: () => void): Timer {
    const timer = { at: this.time + delayMs, task };
    this.timers.push(timer);
    return {
      cancel: () => {
        this.timers = this.timers.filter((other) => other !== timer);
      },
    };
  }

  /** Moves on and runs what has become due. */
  advance(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { task } of due) task();
  }

  get pendingTimers(): number {
    return this.timers.length;
  }
}
