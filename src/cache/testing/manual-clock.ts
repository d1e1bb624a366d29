import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, Timer } from '../core/clock.js';

interface Pending {
  readonly at: number;
  readonly callback: () => void;
}

/** Turns of the event loop given to promises after each timer: what a callback began may itself go through several. */
const TURNS = 3;

/**
 * Time that stands still until a test moves it.
 *
 * `advance` fires timers one by one in the order of their times (those of one instant in the order they were set), and
 * lets the promises that wait for one go on before it fires the next, so that a timer they set meanwhile still has its
 * turn in the same advance. It waits for promises only: what waits for a socket or a file is awaited by the test itself.
 */
export class ManualClock implements Clock {
  private readonly timers = new Set<Pending>();
  private time: number;
  private advancing: Promise<void> = Promise.resolve();

  /** @param startMs What `now()` says at first; milliseconds since the Unix epoch. */
  constructor(startMs = Date.UTC(2030, 0, 1)) {
    this.time = startMs;
  }

  now(): number {
    return this.time;
  }

  /** How many timers wait. */
  get pending(): number {
    return this.timers.size;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const timer = { at: this.time + Math.max(0, delayMs), callback };
    this.timers.add(timer);
    return { cancel: () => void this.timers.delete(timer) };
  }

  /**
   * Moves time by `ms` milliseconds. Calls that overlap run one after the other.
   *
   * @throws what a timer's callback throws; time then stands at that timer.
   */
  advance(ms: number): Promise<void> {
    const run = this.advancing.then(() => this.moveTo(this.time + ms));
    // A failed advance is told to its own caller; the next one begins where it stopped.
    this.advancing = run.catch(() => undefined);
    return run;
  }

  private async moveTo(target: number): Promise<void> {
    await settle();
    for (let due = this.next(target); due !== undefined; due = this.next(target)) {
      this.timers.delete(due);
      this.time = due.at;
      due.callback();
      await settle();
    }
    this.time = target;
  }

  private next(target: number): Pending | undefined {
    let first: Pending | undefined;
    for (const timer of this.timers) {
      if (timer.at <= target && (first === undefined || timer.at < first.at)) first = timer;
    }
    return first; // a Set keeps the order of insertion, so of equal times the one set first
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextTurn();
}
