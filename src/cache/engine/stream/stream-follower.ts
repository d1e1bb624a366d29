import { runComputation, type Computation } from '../computation.js';
import { Recording } from './recording.js';
import { sizeOfEvent } from './stream-codec.js';
import { formOf, type StreamForm, type StreamValue } from './stream-source.js';

/** A stream that is being computed, and recorded as it passes. */
export interface RunningStream {
  readonly form: StreamForm;
  /**
   * A reader from the first event on; `undefined` when the stream has outgrown its recording and has none to give.
   * The first claim always succeeds: its reader was there before the first event.
   */
  claim(): AsyncIterableIterator<unknown> | undefined;
  /** Whoever started the computation has left without claiming. */
  forgo(): void;
  /** Resolves when the stream has ended, well or badly, and is stored if it is to be. Never rejects. */
  readonly ended: Promise<void>;
}

export interface FollowOptions {
  readonly source: StreamValue;
  readonly computation: Computation;
  /** Ends the source when it aborts. */
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  readonly now: () => number;
  readonly onOverflow: () => void;
  readonly onAbandoned: () => void;
  /** What is left to do when the stream has ended; the recording says how. */
  readonly onEnd: (recording: Recording, error: unknown) => Promise<void>;
}

/** Begins to pump a source into a recording. */
export function followStream(options: FollowOptions): RunningStream {
  const { source, computation, signal, maxBytes, now, onOverflow, onAbandoned } = options;
  const recording = new Recording({ maxBytes, now, sizeOf: sizeOfEvent, onOverflow, onAbandoned });
  let first: AsyncIterableIterator<unknown> | undefined = recording.read();
  const claimFirst = (): AsyncIterableIterator<unknown> | undefined => {
    const reader = first;
    first = undefined;
    return reader;
  };
  const ended = runComputation(computation, async () => {
    let failure: unknown;
    try {
      await pump(source, recording, signal);
    } catch (error) {
      failure = error;
    }
    // Readers are told last: who has seen the end finds the answer in the cache.
    if (failure === undefined) recording.seal();
    await options.onEnd(recording, failure);
    if (failure === undefined) recording.end();
    else recording.fail(failure);
  });
  return {
    form: formOf(source),
    ended,
    claim: () => claimFirst() ?? (recording.joinable ? recording.read() : undefined),
    forgo: () => void claimFirst()?.return?.(),
  };
}

async function pump(source: StreamValue, recording: Recording, signal: AbortSignal): Promise<void> {
  const iterator = (source as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  aborted.catch(() => undefined); // raced below; without a race nobody is there to take it
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done === true) return;
      await Promise.race([recording.push(next.value), aborted]);
    }
  } catch (error) {
    // Not awaited: a source that hangs in `next()` would hang here too.
    iterator.return?.().then(undefined, () => undefined);
    throw error;
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}
