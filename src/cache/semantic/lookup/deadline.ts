import type { Clock } from '../../core/clock.js';

export const LATE = Symbol('late');

/** One deadline for several things that happen one after the other. */
export class Deadline {
  private readonly late: Promise<typeof LATE>;
  private readonly timer;

  constructor(clock: Clock, ms: number) {
    let expire: (late: typeof LATE) => void = () => undefined;
    this.late = new Promise((resolve) => (expire = resolve));
    // Somebody waits for it.
    this.timer = clock.setTimer(ms, () => expire(LATE), true);
  }

  /** The work's outcome, or `LATE` as soon as the time is over; the work itself goes on. */
  async race<T>(work: Promise<T>): Promise<T | typeof LATE> {
    work.catch(() => undefined); // when it is late nobody is there to take a rejection
    return await Promise.race([work, this.late]);
  }

  end(): void {
    this.timer.cancel();
  }
}
