/**
 * The values of a source until a signal aborts; then its reason is thrown, even while the source is silent. That a
 * client passes its signal on to a connection that is being read is not taken for granted.
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  aborted.catch(() => undefined); // it is raced below; without a race nobody is there to take it
  let over = false;
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      over = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not awaited: a source that is silent would be silent here too.
    if (!over) iterator.return?.().then(undefined, () => undefined);
  }
}
