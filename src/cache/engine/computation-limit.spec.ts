import { createCache, jsonCodec, type Cache } from '../../engine.js';
import { ComputationLimit } from './computation-limit.js';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('ComputationLimit', () => {
  it('lets in as many as it may, and the rest in the order they came', async () => {
    const limit = new ComputationLimit(2);
    const entered: number[] = [];
    const leaves: (() => void)[] = [];
    for (let n = 0; n < 5; n++) {
      const { signal } = new AbortController();
      void limit.enter({ signal }).then((leave) => {
        entered.push(n);
        leaves.push(leave);
      });
    }
    await settle();
    expect(entered).toEqual([0, 1]);
    leaves[1]?.();
    leaves[1]?.(); // a turn is given back once
    await settle();
    expect(entered).toEqual([0, 1, 2]);
    leaves[0]?.();
    leaves[2]?.();
    await settle();
    expect(entered).toEqual([0, 1, 2, 3, 4]);
    expect(limit.waiting).toBe(0);
  });

  it('forgets who leaves the queue, and who was let go ahead takes nobody’s turn', async () => {
    const limit = new ComputationLimit(1);
    const leave = await limit.enter({ signal: new AbortController().signal });
    const gone = new AbortController();
    const waiting = limit.enter({ signal: gone.signal });
    const urgent: { signal: AbortSignal; admit?: () => void } = { signal: new AbortController().signal };
    const admitted = limit.enter(urgent);
    gone.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    urgent.admit?.();
    (await admitted)();
    let isIn = false;
    void limit.enter({ signal: new AbortController().signal }).then(() => (isIn = true));
    await settle();
    expect(isIn).toBe(false);
    leave();
    await settle();
    expect(isIn).toBe(true);
  });
});

describe('maxConcurrentComputations', () => {
  let cache: Cache;
  let running: number;
  let most: number;
  const gates: (() => void)[] = [];
  const begun: unknown[] = [];

  beforeEach(async () => {
    cache = createCache({ redis: null, maxConcurrentComputations: 2 });
    await cache.start();
    running = most = 0;
    begun.length = 0;
    gates.length = 0;
  });
  afterEach(() => cache.stop(0));

  async function work<T>(value: T): Promise<T> {
    begun.push(value);
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => gates.push(resolve));
    running--;
    return value;
  }
  async function finishAll(): Promise<void> {
    for (let n = 0; n < 20; n++) {
      await settle();
      gates.shift()?.();
    }
  }
  const ask = (question: string, signal?: AbortSignal): Promise<unknown> =>
    cache.queries.resolve({ workspaceId: 'w' }, question, () => work(question), { signal });

  it('holds for answers and content together', async () => {
    const layer = { name: 'c', version: 1, ttlMs: 1000, codec: jsonCodec };
    const all = [
      ...['a', 'b', 'c'].map((question) => ask(question)),
      ...['d', 'e'].map((material) =>
        cache.content.resolve({ layer, material, compute: () => work(material) }),
      ),
    ];
    await finishAll();
    await Promise.all(all);
    expect(most).toBe(2);
  });

  it('does not begin what everybody has left', async () => {
    const all = ['a', 'b'].map((question) => ask(question));
    await settle();
    const leaving = new AbortController();
    const left = ask('left', leaving.signal);
    const stays = ask('stays');
    await settle();
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await finishAll();
    await Promise.all([...all, stays]);
    expect(begun).toEqual(['a', 'b', 'stays']);
  });

  it('counts a stream until its end', async () => {
    const layer = { name: 's', version: 1, ttlMs: 1000, codec: jsonCodec, streams: true };
    const request = (query: string) => ({ layer, scope: { workspaceId: 'w' }, query, material: null });
    async function* events(): AsyncGenerator<number> {
      yield 1;
      await work(0);
    }
    const drain = async (query: string): Promise<void> => {
      const resolution = await cache.scoped.resolve<unknown>(request(query), () => Promise.resolve(events()));
      if (resolution.source === 'hit') throw new Error('a hit');
      for await (const event of resolution.computed as AsyncIterable<number>) expect(event).toBe(1);
    };
    const all = ['a', 'b', 'c'].map((query) => drain(query));
    await finishAll();
    await Promise.all(all);
    expect(most).toBe(2);
  });

  it('does not wait for itself: parts of a computation, and those it joins, go ahead', async () => {
    const layer = { name: 'part', version: 1, ttlMs: 1000, codec: jsonCodec };
    const part = (): Promise<unknown> =>
      cache.content.resolve({ layer, material: 'shared', compute: () => Promise.resolve('part') });
    const whole = (question: string, before: () => Promise<void>): Promise<unknown> =>
      cache.queries.resolve({ workspaceId: 'w' }, question, async () => {
        await before();
        return await part();
      });
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const wholes = [whole('a', () => gate), whole('b', () => gate)];
    await settle();
    const alone = part(); // waits for a turn, which the two hold that will join it
    await settle();
    open();
    await Promise.all([...wholes, alone]);
    await Promise.all([part(), whole('c', () => Promise.resolve())]);
  });
});
