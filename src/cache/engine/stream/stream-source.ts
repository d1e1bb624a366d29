/** A value that arrives in pieces. */
export type StreamValue = AsyncIterable<unknown> | ReadableStream;

/** How the pieces are handed out; a replay comes in the form the source had. */
export type StreamForm = 'iterable' | 'readable';

export function isStream(value: unknown): value is StreamValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    (typeof (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === 'function' ||
      isReadable(value))
  );
}

export function formOf(value: StreamValue): StreamForm {
  return isReadable(value) ? 'readable' : 'iterable';
}

/** The pieces in the form asked for. */
export function inForm(form: StreamForm, pieces: AsyncIterable<unknown>): StreamValue {
  return form === 'readable' ? ReadableStream.from(pieces) : pieces;
}

/** The same events; `ended` is called when the reader is given the end, in the context of who reads it. */
export function atEnd(
  events: AsyncIterableIterator<unknown>,
  ended: () => void,
): AsyncIterableIterator<unknown> {
  return {
    async next() {
      const event = await events.next();
      if (event.done === true) ended();
      return event;
    },
    // Not a generator: one that was never started would not tell its source that the reader has left.
    return: () => events.return?.() ?? Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

// A web stream, of whatever realm or polyfill; Node's own streams are iterables.
function isReadable(value: object): value is ReadableStream {
  return 'getReader' in value && typeof value.getReader === 'function';
}
