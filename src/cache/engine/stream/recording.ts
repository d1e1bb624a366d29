/** One event of a recorded stream. */
export interface RecordedEvent {
  /** Milliseconds since the stream began. */
  readonly at: number;
  readonly value: unknown;
}

export interface RecordingOptions {
  /** Bytes of events kept; past them the stream passes through unrecorded. */
  readonly maxBytes: number;
  readonly now: () => number;
  /** Bytes an event takes in a recording. */
  readonly sizeOf: (value: unknown) => number;
  /** Called once when the bound is passed: from then on nobody can join, since the beginning is being let go. */
  readonly onOverflow: () => void;
  /** Called when the last reader has left a running stream. */
  readonly onAbandoned: () => void;
}

interface Reader {
  /** Index, counted from the beginning of the stream, of the event it takes next. */
  position: number;
  wake: (() => void) | undefined;
}

/**
 * A running stream that any number of readers follow, each from its first event: what was said so far, then live.
 * There is one copy of the events, whoever reads; readers must not change what they are given.
 *
 * The source is pumped in independently of the readers, so that a slow one does not hold up the others, until the
 * bound is passed: then what all have read is let go, and the source waits for the slowest reader, as it would
 * without a cache.
 */
export class Recording {
  private events: RecordedEvent[] = [];
  /** How many events were let go from the front. */
  private released = 0;
  private bytes = 0;
  private state: 'running' | 'sealed' | 'complete' | 'failed' = 'running';
  private error: unknown;
  private overflowed = false;
  private readonly readers = new Set<Reader>();
  private drained: (() => void) | undefined;
  private readonly startedAt: number;

  constructor(private readonly options: RecordingOptions) {
    this.startedAt = options.now();
  }

  /** The whole stream, if its source has ended cleanly and it stayed within the bound. */
  get complete(): readonly RecordedEvent[] | undefined {
    return this.state !== 'running' && this.state !== 'failed' && !this.overflowed ? this.events : undefined;
  }

  /** Whether it stayed within the bound, so that a new reader gets it from the beginning. */
  get joinable(): boolean {
    return !this.overflowed;
  }

  /** Nothing more comes from the source; readers wait for `end()`. */
  seal(): void {
    this.state = 'sealed';
  }

  /** Adds an event; resolves when the source may go on. */
  async push(value: unknown): Promise<void> {
    this.events.push({ at: Math.max(0, this.options.now() - this.startedAt), value });
    this.bytes += this.options.sizeOf(value);
    if (this.bytes > this.options.maxBytes && !this.overflowed) {
      this.overflowed = true;
      this.options.onOverflow();
    }
    this.wakeAll();
    if (this.overflowed) await this.waitForReaders();
  }

  end(): void {
    this.state = 'complete';
    this.wakeAll();
  }

  fail(error: unknown): void {
    this.state = 'failed';
    this.error = error;
    this.wakeAll();
  }

  /** The events from the first on. Counts as a reader from this call, not from its first `next()`. */
  read(): AsyncIterableIterator<unknown> {
    const reader: Reader = { position: this.released, wake: undefined };
    this.readers.add(reader);
    const leave = (): void => {
      if (!this.readers.delete(reader)) return;
      reader.wake?.();
      this.release();
      if (this.readers.size === 0 && this.state === 'running') this.options.onAbandoned();
    };
    const next = async (): Promise<IteratorResult<unknown, undefined>> => {
      for (;;) {
        if (!this.readers.has(reader)) return { done: true, value: undefined };
        const event = this.events[reader.position - this.released];
        if (event !== undefined) {
          reader.position++;
          this.release();
          return { done: false, value: event.value };
        }
        if (this.state === 'running' || this.state === 'sealed') {
          await new Promise<void>((resolve) => {
            reader.wake = resolve;
          });
          continue;
        }
        leave();
        if (this.state === 'failed') throw this.error;
        return { done: true, value: undefined };
      }
    };
    return {
      next,
      return: () => {
        leave();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private wakeAll(): void {
    for (const reader of this.readers) {
      reader.wake?.();
      reader.wake = undefined;
    }
  }

  /** Past the bound: lets go of what every reader has taken. */
  private release(): void {
    if (!this.overflowed) return;
    const slowest = Math.min(
      ...[...this.readers].map((reader) => reader.position),
      this.released + this.events.length,
    );
    for (const event of this.events.splice(0, slowest - this.released))
      this.bytes -= this.options.sizeOf(event.value);
    this.released = slowest;
    if (this.bytes <= this.options.maxBytes) {
      this.drained?.();
      this.drained = undefined;
    }
  }

  private async waitForReaders(): Promise<void> {
    this.release();
    if (this.bytes <= this.options.maxBytes) return;
    await new Promise<void>((resolve) => {
      this.drained = resolve;
    });
  }
}
