import { Recording } from '../engine/stream/recording.js';
import { sizeOfEvent } from '../engine/stream/stream-codec.js';
import { StreamJudge } from './completeness.js';
import type { LLMStreamPart } from './llm.types.js';
import { orAborted, readUntil } from './part-reader.js';

/**
 * How a stream answers: from the store; live from its first part; or not at all, because somebody else's stream that
 * we waited for was too long to be recorded.
 */
export type Begun<P> =
  | { readonly kind: 'hit'; readonly parts: readonly P[] }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost' };

/** What a stream came to: its parts if it was recorded to its clean end, and whether they are a whole reply. */
export interface Outcome<P> {
  readonly parts: readonly P[] | undefined;
  readonly whole: boolean;
}

export interface ReplyStreamOptions {
  /** Bytes that are recorded; a longer stream passes through unrecorded and is not stored. */
  readonly maxBytes: number;
  readonly now: () => number;
  /** Whether the call ends with its last reader; otherwise it goes on, since its reply will be asked for again. */
  readonly abortWhenAbandoned: boolean;
  readonly onOverflow: () => void;
}

/**
 * One streamed reply on its way, for everybody who asked for it. It is begun when the store or the provider has
 * answered; readers count from the moment they ask, so that whoever leaves before the first part is noticed.
 */
export class ReplyStream<P extends LLMStreamPart = LLMStreamPart> {
  readonly begun: Promise<Begun<P>>;
  private begin!: (begun: Begun<P>) => void;
  private refuse!: (error: unknown) => void;
  private recording: Recording | undefined;
  private interested = 0;
  private overflowed = false;
  private readonly abandonment = new AbortController();

  constructor(private readonly options: ReplyStreamOptions) {
    this.begun = new Promise((resolve, reject) => {
      this.begin = resolve;
      this.refuse = reject;
    });
    // Everybody may have left.
    this.begun.catch(() => undefined);
  }

  /** Pumps the provider's stream to its end. Rejects with what broke it. */
  async run(open: (signal: AbortSignal) => Promise<AsyncIterable<P>>): Promise<Outcome<P>> {
    const { signal } = this.abandonment;
    const source = await orAborted(open(signal), signal);
    const recording = new Recording({
      maxBytes: this.options.maxBytes,
      now: this.options.now,
      sizeOf: sizeOfEvent,
      onOverflow: () => this.overflow(),
      onAbandoned: () => undefined,
    });
    this.recording = recording;
    const judge = new StreamJudge();
    this.begin({ kind: 'live' });
    for await (const part of readUntil(source[Symbol.asyncIterator](), signal, () => undefined)) {
      judge.see(part);
      await recording.push(part);
    }
    recording.seal();
    const events = recording.complete;
    return { parts: events?.map(({ value }) => value as P), whole: judge.whole };
  }

  /** The store had it, or somebody else in this process has just recorded it. */
  found(parts: readonly P[] | null): void {
    this.begin(parts === null ? { kind: 'lost' } : { kind: 'hit', parts });
  }

  /** Readers are told last: who has seen the end finds the reply in the cache. */
  end(): void {
    this.recording?.end();
  }

  fail(error: unknown): void {
    this.refuse(error);
    this.recording?.fail(error);
  }

  /** Asks for the parts; the returned function leaves, once. */
  join(): () => void {
    this.interested++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.interested--;
      if (this.interested === 0 && (this.options.abortWhenAbandoned || this.overflowed)) this.abandon();
    };
  }

  /** The parts from the first on, after `begun` said `live`; `undefined` once the beginning was let go. */
  read(): AsyncIterableIterator<P> | undefined {
    return this.recording?.joinable === true
      ? (this.recording.read() as AsyncIterableIterator<P>)
      : undefined;
  }

  private overflow(): void {
    this.overflowed = true;
    this.options.onOverflow();
    if (this.interested === 0) this.abandon();
  }

  private abandon(): void {
    this.abandonment.abort(new Error('Everybody who read this reply has left.'));
  }
}
