import { Observable, type Subscription } from 'rxjs';

/** The values of an Observable as an async iterable; subscribes at the first `next()`, unsubscribes at `return()`. */
export function iterableOf(source: Observable<unknown>): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const arrived: IteratorResult<unknown, undefined>[] = [];
      let failure: { readonly error: unknown } | undefined;
      let wake: (() => void) | undefined;
      let subscription: Subscription | undefined;
      const arrive = (result: IteratorResult<unknown, undefined>): void => {
        arrived.push(result);
        wake?.();
      };
      return {
        async next() {
          subscription ??= source.subscribe({
            next: (value) => arrive({ done: false, value }),
            error: (error: unknown) => {
              failure = { error };
              wake?.();
            },
            complete: () => arrive({ done: true, value: undefined }),
          });
          for (;;) {
            const result = arrived.shift();
            if (result !== undefined) return result;
            if (failure !== undefined) throw failure.error;
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        },
        return() {
          subscription?.unsubscribe();
          return Promise.resolve({ done: true, value: undefined });
        },
      };
    },
  };
}

/**
 * The events of an async iterable as an Observable. Other than rxjs' own `from`, it lets go of the iterator at the
 * unsubscription and not at the next event. Every subscriber gets objects of its own: Nest writes an `id` into them.
 */
export function observableOf(events: AsyncIterable<unknown>): Observable<unknown> {
  return new Observable((subscriber) => {
    const iterator = events[Symbol.asyncIterator]();
    const read = async (): Promise<void> => {
      for (;;) {
        const next = await iterator.next();
        if (subscriber.closed) return;
        if (next.done === true) {
          subscriber.complete();
          return;
        }
        const { value } = next;
        subscriber.next(typeof value === 'object' && value !== null ? { ...value } : value);
      }
    };
    read().catch((error: unknown) => subscriber.error(error));
    return () => {
      void iterator.return?.();
    };
  });
}
