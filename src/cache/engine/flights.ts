import { untilAborted } from '../core/until-aborted.js';
import { isComputing } from './computation.js';
import type { Applicant } from './computation-limit.js';

/** Ends a computation that nobody waits for, or that waits for its turn. */
export class Abandonment extends AbortController implements Applicant {
  admit?: (() => void) | undefined;
  urgent = false;
  /** That of the flight which this one waits for. */
  private follows: Abandonment | undefined;

  /** Somebody who is computing, and so has a turn, waits for this: it must not wait for one. */
  urge(): void {
    this.urgent = true;
    this.admit?.();
    this.follows?.urge();
  }

  follow(other: Abandonment): void {
    this.follows = other;
    if (this.urgent) other.urge();
  }
}

/**
 * One running computation, shared by everybody who asked for the same thing under the same token.
 *
 * A participant that leaves (its signal aborts) leaves alone. When the last one has left, the computation goes on,
 * since its answer will be asked for again, unless it was started with `abortWhenAbandoned`.
 */
export class Flight<T> {
  private participants = 0;
  private settled = false;
  private readonly abandonment = new Abandonment();
  private readonly result: Promise<T>;

  constructor(
    body: (abandonment: Abandonment) => Promise<T>,
    private readonly abortWhenAbandoned: boolean,
    /** When the computation began, ms since the epoch. */
    readonly startedAt: number,
  ) {
    this.result = body(this.abandonment).finally(() => {
      this.settled = true;
    });
    // If everybody has left, nobody is there to take a rejection.
    this.result.catch(() => undefined);
  }

  /** Whether its computation was told to end without a result, which takes a while to happen. */
  get abandoned(): boolean {
    return this.abandonment.signal.aborted;
  }

  /** For onlookers, who do not keep the computation going. @throws the computation's error. */
  get outcome(): Promise<T> {
    return this.result;
  }

  /**
   * @param by the flight that joins this one
   * @throws the computation's error, or the reason of `signal` when it aborts first.
   */
  async join(signal?: AbortSignal, by?: Abandonment): Promise<T> {
    signal?.throwIfAborted();
    if (isComputing()) this.abandonment.urge();
    by?.follow(this.abandonment);
    this.participants++;
    try {
      return await untilAborted(this.result, signal);
    } finally {
      // What has not begun is not worth beginning for nobody.
      const isIdle = this.abandonment.admit !== undefined;
      if (--this.participants === 0 && (this.abortWhenAbandoned || isIdle) && !this.settled) {
        this.abandonment.abort(new Error('Everybody who waited for this computation has left.'));
      }
    }
  }
}

/**
 * The flights of this process, keyed by address *and* token. By address alone a reader that arrives after an
 * acknowledged invalidation would join a computation that read its data before it. With the token in the key that
 * reader, whose BEGIN came after, holds another token and starts its own.
 */
export class Flights {
  private readonly running = new Map<string, Flight<unknown>>();

  get size(): number {
    return this.running.size;
  }

  /** One that can be joined. Who came after the abandonment of one must not be failed by it, and starts anew. */
  find<T>(key: string): Flight<T> | undefined {
    const flight = this.running.get(key) as Flight<T> | undefined;
    return flight?.abandoned === true ? undefined : flight;
  }

  /**
   * @param body computes; may abort the flight's computation itself through the controller it is given
   * @param lifetime of what the result stands for, if it goes on after the result (a stream): as long as it lasts the
   *   flight can be joined
   */
  start<T>(
    key: string,
    { abortWhenAbandoned, startedAt }: { readonly abortWhenAbandoned: boolean; readonly startedAt: number },
    body: (abandonment: Abandonment) => Promise<T>,
    lifetime: (result: T) => Promise<void> | undefined = () => undefined,
  ): Flight<T> {
    const flight = new Flight<T>(
      async (abandonment) => {
        let rest: Promise<void> | undefined;
        try {
          const result = await body(abandonment);
          rest = lifetime(result);
          return result;
        } finally {
          if (rest === undefined) this.end(key, flight);
          else void rest.finally(() => this.end(key, flight));
        }
      },
      abortWhenAbandoned,
      startedAt,
    );
    this.running.set(key, flight);
    return flight;
  }

  /** One computation with a result for each key: who asks for any of them joins all of it. */
  startMany<T>(
    keys: readonly string[],
    { abortWhenAbandoned, startedAt }: { readonly abortWhenAbandoned: boolean; readonly startedAt: number },
    body: (abandonment: Abandonment) => Promise<T>,
  ): Flight<T> {
    const flight = new Flight<T>(
      async (abandonment) => {
        try {
          return await body(abandonment);
        } finally {
          for (const key of keys) this.end(key, flight);
        }
      },
      abortWhenAbandoned,
      startedAt,
    );
    for (const key of keys) this.running.set(key, flight);
    return flight;
  }

  /** Nobody can join it any more. */
  end(key: string, flight: Flight<unknown>): void {
    if (this.running.get(key) === flight) this.running.delete(key);
  }

  /** Resolves when every computation has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled([...new Set(this.running.values())].map((flight) => flight.join()));
  }
}
