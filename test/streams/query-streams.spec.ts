import { createCache, noStore, type Cache, type Resolution } from '../../src/index.js';

/** A stream whose events come when the test says so. */
class Tap {
  readonly opened: number[] = [];
  closed = 0;
  private readonly queue: { value?: unknown; done?: true; error?: Error }[] = [];
  private wake: (() => void) | undefined;

  say(...values: unknown[]): this {
    this.queue.push(...values.map((value) => ({ value })));
    this.wake?.();
    return this;
  }

  end(): this {
    this.queue.push({ done: true });
    this.wake?.();
    return this;
  }

  cut(): this {
    this.queue.push({ error: new Error('cut') });
    this.wake?.();
    return this;
  }

  async *open(): AsyncGenerator {
    this.opened.push(this.opened.length + 1);
    try {
      for (;;) {
        const next = this.queue.shift();
        if (next === undefined) await new Promise<void>((resolve) => (this.wake = resolve));
        else if (next.error !== undefined) throw next.error;
        else if (next.done === true) return;
        else yield next.value;
      }
    } finally {
      this.closed++;
    }
  }
}

const STORES = [
  ['memory', null],
  ['redis', 'redis'],
] as const;

describe.each(STORES)('streams through the query cache on %s', (_, kind) => {
  let cache: Cache;
  let run = 0;
  const scope = { workspaceId: 'w', clientId: 'c' };

  beforeEach(async () => {
    cache = createCache({
      namespace: `streams-${process.pid}-${++run}`,
      redis: kind === null ? null : { url: process.env['TEST_REDIS_URL'] ?? '' },
      maxEntryBytes: 4096,
      leaseTtlMs: 1000,
    });
    await cache.start();
  });
  afterEach(async () => {
    await cache.invalidator.clear();
    await cache.stop(0);
  });

  const ask = (tap: Tap, options = {}): Promise<Resolution<AsyncIterable<unknown>>> =>
    cache.queries.resolve<AsyncIterable<unknown>>(scope, 'q', () => Promise.resolve(tap.open()), options);
  const stream = async (resolution: Resolution<AsyncIterable<unknown>>): Promise<AsyncIterable<unknown>> =>
    resolution.source === 'hit' ? await resolution.value() : resolution.computed;
  const all = async (events: AsyncIterable<unknown>): Promise<unknown[]> => {
    const seen: unknown[] = [];
    for await (const event of events) seen.push(event);
    return seen;
  };

  it('stores a stream that ends cleanly and replays it, objects and bytes alike', async () => {
    const tap = new Tap().say('a', { b: 1 }, new Uint8Array([0, 255])).end();
    const first = await ask(tap);
    expect(first.source).toBe('computed');
    const seen = await all(await stream(first));
    const second = await ask(tap);
    expect(second.source).toBe('hit');
    expect(await all(await stream(second))).toEqual(seen);
    expect(seen).toEqual(['a', { b: 1 }, new Uint8Array([0, 255])]);
    expect(tap.opened).toHaveLength(1);
  });

  it('gives a web stream back as a web stream', async () => {
    const make = (): Promise<ReadableStream> =>
      Promise.resolve(ReadableStream.from(['x', 'y']) as ReadableStream);
    for (const source of ['computed', 'hit']) {
      const resolution = await cache.queries.resolve<ReadableStream>(scope, 'web', make);
      expect(resolution.source).toBe(source);
      const web = resolution.source === 'hit' ? await resolution.value() : resolution.computed;
      expect(typeof web.getReader).toBe('function');
      expect(await all(web as unknown as AsyncIterable<unknown>)).toEqual(['x', 'y']);
    }
  });

  it('lets a late equal request join from the first event', async () => {
    const tap = new Tap().say(1, 2);
    const first = (await stream(await ask(tap)))[Symbol.asyncIterator]();
    expect((await first.next()).value).toBe(1);
    expect((await first.next()).value).toBe(2);
    const late = await ask(tap);
    expect(late.source).toBe('joined');
    tap.say(3).end();
    expect(await all(await stream(late))).toEqual([1, 2, 3]);
    expect(tap.opened).toHaveLength(1);
  });

  it('goes on for the others, and for the cache, when a reader leaves', async () => {
    const tap = new Tap().say(1);
    const leaver = (await stream(await ask(tap)))[Symbol.asyncIterator]();
    await leaver.next();
    await leaver.return?.();
    tap.say(2).end();
    for (let tries = 0; cache.health().running > 0 && tries < 200; tries++)
      await new Promise((r) => setTimeout(r, 5));
    const again = await ask(tap);
    expect(again.source).toBe('hit');
    expect(await all(await stream(again))).toEqual([1, 2]);
  });

  it('ends the source when the last reader leaves, if told to', async () => {
    const tap = new Tap().say(1);
    const options = { abortWhenAbandoned: true };
    const one = (await stream(await ask(tap, options)))[Symbol.asyncIterator]();
    const two = (await stream(await ask(tap, options)))[Symbol.asyncIterator]();
    await one.next();
    await one.return?.();
    expect((await two.next()).value).toBe(1);
    expect(cache.health().running).toBe(1);
    await two.return?.();
    for (let tries = 0; cache.health().running > 0 && tries < 200; tries++)
      await new Promise((r) => setTimeout(r, 5));
    expect(cache.health().running).toBe(0);
    expect((await ask(new Tap().end(), options)).source).toBe('computed');
  });

  it('does not store a stream that is cut, and tells its readers', async () => {
    const tap = new Tap().say(1).cut();
    await expect(all(await stream(await ask(tap)))).rejects.toThrow('cut');
    const again = new Tap().say('new').end();
    const next = await ask(again);
    expect(next.source).toBe('computed');
    expect(await all(await stream(next))).toEqual(['new']);
  });

  it('gives its readers the answer but neither stores it nor lets others join after an invalidation', async () => {
    const tap = new Tap().say('old');
    const reader = (await stream(await ask(tap)))[Symbol.asyncIterator]();
    await reader.next();
    expect((await cache.invalidator.client('w', 'c')).acknowledged).toBe(true);
    const fresh = new Tap().say('new').end();
    const later = await ask(fresh);
    expect(later.source).toBe('computed');
    expect(await all(await stream(later))).toEqual(['new']);
    tap.say('end of old').end();
    expect((await reader.next()).value).toBe('end of old');
    expect((await reader.next()).done).toBe(true);
    const hit = await ask(fresh);
    expect(hit.source).toBe('hit');
    expect(await all(await stream(hit))).toEqual(['new']);
  });

  it('passes a stream over maxEntryBytes through, unstored, and lets nobody join without its beginning', async () => {
    const tap = new Tap();
    const big = 'x'.repeat(1500);
    const reader = (await stream(await ask(tap)))[Symbol.asyncIterator]();
    tap.say(big, big, big);
    await reader.next();
    await reader.next();
    await reader.next();
    const other = new Tap().say('small').end();
    const second = await ask(other);
    expect(await all(await stream(second))).toEqual(['small']);
    tap.say('last').end();
    expect(await all({ [Symbol.asyncIterator]: () => reader })).toEqual(['last']);
    expect(other.opened).toHaveLength(1);
  });

  it('hears noStore() and dependsOn() inside the generator', async () => {
    const secret = async function* (): AsyncGenerator<string> {
      yield 'a';
      await Promise.resolve();
      noStore();
      yield 'b';
    };
    const first = await cache.queries.resolve(scope, 'n', () => Promise.resolve(secret()));
    expect(await all(await stream(first))).toEqual(['a', 'b']);
    expect((await cache.queries.resolve(scope, 'n', () => Promise.resolve(secret()))).source).toBe(
      'computed',
    );

    const noted = async function* (depend: (id: string) => void): AsyncGenerator<string> {
      yield 'a';
      await Promise.resolve();
      depend('doc');
      yield 'b';
    };
    const compute = (): Promise<Resolution<AsyncIterable<unknown>>> =>
      cache.queries.resolve<AsyncIterable<unknown>>(scope, 'd', (c) =>
        Promise.resolve(noted((id) => c.dependsOn(id))),
      );
    await all(await stream(await compute()));
    expect((await compute()).source).toBe('hit');
    await cache.invalidator.dependency('w', { kind: 'document', id: 'doc' });
    expect((await compute()).source).toBe('computed');
  });

  it('passes what a stream noted, to its very end, on to the answer that was made from it', async () => {
    let runs = 0;
    const inner = async function* (depend: (id: string) => void): AsyncGenerator<string> {
      yield 'a';
      await Promise.resolve();
      depend('late');
    };
    const answer = (): Promise<unknown[]> =>
      cache.queries.getOrCompute(scope, 'outer', async () => {
        runs++;
        const part = await cache.queries.resolve<AsyncIterable<unknown>>(scope, 'inner', (context) =>
          Promise.resolve(inner(context.dependsOn)),
        );
        return await all(await stream(part));
      });
    expect(await answer()).toEqual(['a']);
    expect(await answer()).toEqual(['a']);
    expect(runs).toBe(1);
    await cache.invalidator.dependency('w', { kind: 'document', id: 'late' });
    await answer();
    expect(runs).toBe(2);
  });

  it('does not hold a stream up for a leader that left before it began', async () => {
    let open: ((stream: AsyncIterable<unknown>) => void) | undefined;
    const tap = new Tap();
    const leaving = new AbortController();
    const leader = cache.queries.resolve<AsyncIterable<unknown>>(
      scope,
      'l',
      () => new Promise((resolve) => (open = resolve)),
      { signal: leaving.signal },
    );
    leader.catch(() => undefined);
    for (let tries = 0; open === undefined && tries < 200; tries++)
      await new Promise((r) => setTimeout(r, 5));
    const follower = cache.queries.resolve<AsyncIterable<unknown>>(scope, 'l', () =>
      Promise.resolve(tap.open()),
    );
    await new Promise((r) => setTimeout(r, 20));
    leaving.abort(new Error('gone'));
    await expect(leader).rejects.toThrow('gone');
    open?.(tap.open());
    const big = 'x'.repeat(1500);
    const events = await stream(await follower);
    tap.say(big, big, big, big).end();
    expect(await all(events)).toHaveLength(4);
    expect(tap.opened).toHaveLength(1);
  });
});
