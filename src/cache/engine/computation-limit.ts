import { isComputing } from './computation.js';

/** Whoever wants to compute; while it waits for its turn, `admit` lets it go ahead at once. */
export interface Applicant {
  readonly signal: AbortSignal;
  admit?: (() => void) | undefined;
  /** Somebody who is computing waits for it. */
  readonly urgent?: boolean | undefined;
}

const nothing = (): void => undefined;

/**
 * How many computations run at once in this process: after a total loss everything is asked for together, and what
 * the cache had kept from models and databases falls upon them. First come, first served.
 *
 * A part of a computation (a cached step inside it) needs no turn of its own: its whole has one, and would wait for
 * itself. For the same reason somebody who is computing and joins a flight that waits for its turn lets it go ahead.
 */
export class ComputationLimit {
  private running = 0;
  private readonly queue = new Set<() => void>();

  constructor(private readonly max: number) {}

  /** Applicants that wait. */
  get waiting(): number {
    return this.queue.size;
  }

  /**
   * Resolves to the function that gives the turn back; it may be called more than once.
   *
   * @throws the reason of the signal when it aborts before the turn has come.
   */
  async enter(applicant: Applicant): Promise<() => void> {
    if (isComputing() || applicant.urgent === true) return nothing;
    if (this.running >= this.max) {
      const hasTurn = await this.turn(applicant);
      if (!hasTurn) return nothing;
    } else this.running++;
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      this.next();
    };
  }

  /** Resolves to true when the turn has come, and to false when somebody who has one cannot wait for it. */
  private turn(applicant: Applicant): Promise<boolean> {
    const { signal } = applicant;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.queue.delete(come);
        applicant.admit = undefined;
        signal.removeEventListener('abort', leave);
      };
      const come = (): void => {
        settle();
        resolve(true);
      };
      const leave = (): void => {
        settle();
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        leave();
        return;
      }
      this.queue.add(come);
      signal.addEventListener('abort', leave, { once: true });
      applicant.admit = () => {
        settle();
        resolve(false);
      };
    });
  }

  /** The turn goes to whoever has waited longest; it is never free in between, so that nobody can push in. */
  private next(): void {
    const [come] = this.queue;
    if (come === undefined) this.running--;
    else come();
  }
}
