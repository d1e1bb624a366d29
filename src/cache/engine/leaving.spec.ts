import { getEventListeners } from 'node:events';
import { createCache, type Cache } from './create-cache.js';
import type { ComputationContext } from './computation.js';

const scope = { workspaceId: 'w', clientId: 'c' };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A computation that ends when the test says so; it does not listen to its signal. */
class Gate<T> {
  context: ComputationContext | undefined;
  private open: ((value: T) => void) | undefined;
  private readonly value = new Promise<T>((resolve) => (this.open = resolve));

  readonly compute = (context: ComputationContext): Promise<T> => {
    this.context = context;
    return this.value;
  };

  end(value: T): void {
    this.open?.(value);
  }
}

describe('leaving a computation', () => {
  let cache: Cache;

  const begin = async (enabled: boolean): Promise<void> => {
    cache = createCache({ redis: null, enabled });
    await cache.start();
  };

  afterEach(() => cache.stop());

  it('ends it with the last one, also when the one who started it was the first to leave', async () => {
    await begin(true);
    const gate = new Gate<string>();
    const [first, second] = [new AbortController(), new AbortController()];
    const ask = (signal: AbortSignal): Promise<string> =>
      cache.queries.getOrCompute(scope, 'q', gate.compute, { signal, abortWhenAbandoned: true });
    const [leader, joiner] = [ask(first.signal), ask(second.signal)];
    await turn();
    first.abort(new Error('first left'));
    await expect(leader).rejects.toThrow('first left');
    expect(gate.context?.signal.aborted).toBe(false);
    second.abort(new Error('second left'));
    await expect(joiner).rejects.toThrow('second left');
    expect(gate.context?.signal.aborted).toBe(true);
    gate.end('late');
  });

  it('leaves a stream to those who joined, when the one who started it left before it began', async () => {
    await begin(true);
    const gate = new Gate<AsyncIterable<string>>();
    const [first, second] = [new AbortController(), new AbortController()];
    const ask = (signal: AbortSignal): Promise<AsyncIterable<string>> =>
      cache.queries.getOrCompute(scope, 'q', gate.compute, { signal, abortWhenAbandoned: true });
    const [leader, joiner] = [ask(first.signal), ask(second.signal)];
    await turn();
    first.abort(new Error('first left'));
    await expect(leader).rejects.toThrow('first left');
    gate.end(
      (async function* () {
        for (const word of ['one', 'two']) {
          await turn();
          yield word;
        }
      })(),
    );
    const heard: string[] = [];
    for await (const word of await joiner) heard.push(word);
    expect(heard).toEqual(['one', 'two']);
  });

  describe('when nothing is cached', () => {
    it('does not keep the caller waiting, and is over before the cache has stopped', async () => {
      await begin(false);
      const gate = new Gate<string>();
      const leaving = new AbortController();
      const answer = cache.queries.getOrCompute(scope, 'q', gate.compute, { signal: leaving.signal });
      await turn();
      expect(cache.health().running).toBe(1);
      leaving.abort(new Error('left'));
      await expect(answer).rejects.toThrow('left');
      expect(gate.context?.signal.aborted).toBe(true);

      let stopped = false;
      const stopping = cache.stop().then(() => (stopped = true));
      await turn();
      expect(stopped).toBe(false);
      gate.end('late');
      await stopping;
    });

    it('leaves no listener at a signal that outlives the request', async () => {
      await begin(false);
      const { signal } = new AbortController();
      for (let i = 0; i < 20; i++) {
        await cache.queries.getOrCompute(scope, 'q', () => Promise.resolve(i), { signal });
      }
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    });
  });
});
