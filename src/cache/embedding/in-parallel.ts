/**
 * Works on all items, at most `limit` at a time, and gives the results in order. The first failure ends the others:
 * their signal aborts, and nothing more is begun.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const end = new AbortController();
  const stop = (): void => end.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      end.signal.throwIfAborted();
      const index = next++;
      results[index] = await work(items[index] as T, end.signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    return results;
  } catch (error) {
    end.abort(error);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
