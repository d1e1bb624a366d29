/**
 * One running computation, shared by everybody who asked for the same thing under the same token.
 *
 * A participant that leaves (its signal aborts) leaves alone. When the last one has left, the computation goes on,
 * since its answer will be asked for again, unless it was started with `abortWhenAbandoned`.
 */
export class Flight<T> {
  private participants = 0;
  private readonly abandonment = new AbortController();
  private readonly result: Promise<T>;

  constructor(
    body: (signal: AbortSignal) => Promise<T>,
    private readonly abortWhenAbandoned: boolean,
  ) {
    this.result = body(this.abandonment.signal);
    // If everybody has left, nobody is there to take a rejection.
    this.result.catch(() => undefined);
  }

  /** @throws the computation's error, or the reason of `signal` when it aborts first. */
  async join(signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    this.participants++;
    let leave: (() => void) | undefined;
    try {
      if (signal === undefined) return await this.result;
      const left = new Promise<never>((_, reject) => {
        leave = () => reject(signal.reason as Error);
        signal.addEventListener('abort', leave, { once: true });
      });
      return await Promise.race([this.result, left]);
    } finally {
      if (leave !== undefined) signal?.removeEventListener('abort', leave);
      if (--this.participants === 0 && this.abortWhenAbandoned) {
        // After the end of the computation nobody listens to this.
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

  find<T>(key: string): Flight<T> | undefined {
    return this.running.get(key) as Flight<T> | undefined;
  }

  start<T>(key: string, abortWhenAbandoned: boolean, body: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const flight = new Flight<T>(async (signal) => {
      try {
        return await body(signal);
      } finally {
        // Only this very flight: nobody else can be under its key before it is gone.
        this.running.delete(key);
      }
    }, abortWhenAbandoned);
    this.running.set(key, flight);
    return flight;
  }

  /** Resolves when every computation has ended, or after `signal` aborts; whichever is first. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.running.values()].map((flight) => flight.join()));
  }
}
