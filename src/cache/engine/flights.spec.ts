import { Flights } from './flights.js';

const options = { abortWhenAbandoned: false, startedAt: 0 };

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function deferred<T>(): Deferred<T> {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((res, rej) => {
    [resolve, reject] = [res, rej];
  });
  return { promise, resolve, reject };
}

describe('flights', () => {
  it('gives one result to all who join, and is gone after it', async () => {
    const flights = new Flights();
    const work = deferred<string>();
    const flight = flights.start('k', options, () => work.promise);
    expect(flights.find('k')).toBe(flight);
    expect(flights.find('other')).toBeUndefined();
    const joined = [flight.join(), flight.join()];
    work.resolve('answer');
    expect(await Promise.all(joined)).toEqual(['answer', 'answer']);
    expect(flights.size).toBe(0);
  });

  it('gives its error to all who joined, and to nobody if nobody did', async () => {
    const flights = new Flights();
    const failing = flights.start('k', options, () => Promise.reject(new Error('failed')));
    await expect(Promise.all([failing.join(), failing.join()])).rejects.toThrow('failed');
    flights.start('alone', options, () => Promise.reject(new Error('unheard'))); // unhandled, it would end the run
    await flights.settled();
    expect(flights.size).toBe(0);
  });

  it('goes on without one who leaves', async () => {
    const flights = new Flights();
    const work = deferred<string>();
    const flight = flights.start('k', options, () => work.promise);
    const leaving = new AbortController();
    const [left, stays] = [flight.join(leaving.signal), flight.join()];
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    work.resolve('answer');
    expect(await stays).toBe('answer');
  });

  it('goes on without everybody, unless it was to end then', async () => {
    const flights = new Flights();
    const signals: AbortSignal[] = [];
    for (const abortWhenAbandoned of [false, true]) {
      const flight = flights.start<string>(
        `${abortWhenAbandoned}`,
        { abortWhenAbandoned, startedAt: 0 },
        ({ signal }) => {
          signals.push(signal);
          return new Promise(() => undefined);
        },
      );
      const [one, two] = [new AbortController(), new AbortController()];
      const joined = [flight.join(one.signal), flight.join(two.signal)];
      one.abort(new Error('left'));
      await expect(joined[0]).rejects.toThrow('left');
      expect(signals.at(-1)?.aborted).toBe(false);
      two.abort(new Error('left'));
      await expect(joined[1]).rejects.toThrow('left');
    }
    expect(signals.map((signal) => signal.aborted)).toEqual([false, true]);
  });

  it('does not fail one who comes while an abandoned computation is still ending', async () => {
    const flights = new Flights();
    const ending = deferred<string>();
    const abandoned = flights.start('k', { ...options, abortWhenAbandoned: true }, () => ending.promise);
    const leaving = new AbortController();
    const left = abandoned.join(leaving.signal);
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');

    expect(flights.find('k')).toBeUndefined();
    const next = deferred<string>();
    const flight = flights.start('k', options, () => next.promise);
    ending.reject(new Error('aborted'));
    await Promise.allSettled([ending.promise, abandoned.join()]);
    // The old one's end has not taken the new one's place away.
    expect(flights.find('k')).toBe(flight);
    next.resolve('answer');
    expect(await flight.join()).toBe('answer');
  });

  it('refuses who has aborted before joining, and leaves no listener on a signal that outlives it', async () => {
    const flights = new Flights();
    const flight = flights.start('k', options, () => Promise.resolve('answer'));
    await expect(flight.join(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    const { signal } = new AbortController();
    const removed = jest.spyOn(signal, 'removeEventListener');
    expect(await flight.join(signal)).toBe('answer');
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('can be joined as long as what came of it lasts', async () => {
    const flights = new Flights();
    const stream = deferred<undefined>();
    const flight = flights.start(
      'k',
      options,
      () => Promise.resolve('stream'),
      () => stream.promise,
    );
    await flight.join();
    expect(flights.find('k')).toBe(flight);
    stream.resolve(undefined);
    await stream.promise;
    await new Promise((resolve) => setImmediate(resolve));
    expect(flights.find('k')).toBeUndefined();
  });
});
