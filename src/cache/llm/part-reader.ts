/** The promise's result, unless the signal aborts first: then its reason. What is left behind is not waited for. */
export async function orAborted<T>(promise: PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await promise;
  // Whoever loses the race must not be an unhandled rejection.
  const result = Promise.resolve(promise);
  result.catch(() => undefined);
  signal.throwIfAborted();
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}

/**
 * The parts as a reader of its own gets them: it ends with the signal, and `leave` is called once, however it ends.
 * Not a generator, whose `finally` does not run when nobody ever asks for the first part.
 */
export function readUntil<P>(
  source: AsyncIterator<P>,
  signal: AbortSignal | undefined,
  leave: () => void,
): AsyncIterableIterator<P> {
  const end = (): void => {
    signal?.removeEventListener('abort', end);
    // Not awaited: a source that hangs in `next()` would hang here too.
    source.return?.().then(undefined, () => undefined);
    leave();
  };
  // Also when it aborts between two parts, or before the first.
  signal?.addEventListener('abort', end, { once: true });
  return {
    async next() {
      try {
        const next = await orAborted(source.next(), signal);
        if (next.done === true) end();
        return next;
      } catch (error) {
        end();
        throw error;
      }
    },
    return() {
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- consumers expect what a live stream is
export async function* replayParts<P>(parts: readonly P[]): AsyncGenerator<P, void, undefined> {
  yield* parts;
}
