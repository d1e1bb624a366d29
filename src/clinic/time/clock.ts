/** Wall clock and timers of the clinic; tests give their own, so that no test waits for time to pass. */
export abstract class ClinicClock {
  /** Milliseconds since the Unix epoch. */
  abstract now(): number;
  /** Runs the task once after `delayMs`; the returned function cancels it. */
  abstract after(delayMs: number, task: () => void): () => void;
}

/** The machine's clock. Its timers do not keep the process alive. */
export class SystemClock extends ClinicClock {
  now(): number {
    return Date.now();
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  }
}
