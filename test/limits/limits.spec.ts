import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { silentObserver } from '../../src/cache/core/observer.js';
import { createCache, createEmbeddingService, type Cache, type CacheOptions } from '../../src/engine.js';
import { startRedis, type RedisServer } from '../support/redis/index.js';

const SCOPE = { workspaceId: 'w', clientId: 'c' };

describe.each(['memory', 'redis7', 'redis8'] as const)('limits on the %s store', (kind) => {
  let server: RedisServer | undefined;
  let now: number;
  let fills: string[];
  let bypasses: string[];
  const caches: Cache[] = [];

  beforeAll(async () => {
    if (kind !== 'memory') server = await startRedis({ flavour: kind });
  }, 60_000);
  beforeEach(() => {
    now = Date.now();
    fills = [];
    bypasses = [];
  });
  afterEach(async () => {
    await Promise.all(caches.splice(0).map((cache) => cache.stop()));
  });
  afterAll(() => server?.stop());

  const open = async (options: CacheOptions): Promise<Cache> => {
    const cache = createCache({
      namespace: `limits-${randomUUID()}`,
      redis: server === undefined ? null : { url: server.url },
      commandTimeoutMs: 5000,
      clock: {
        now: () => now,
        setTimer: (delayMs, callback) => {
          const handle = setTimeout(callback, delayMs);
          return { cancel: () => clearTimeout(handle) };
        },
      },
      observer: {
        ...silentObserver,
        fill: (_, __, outcome) => void fills.push(outcome),
        bypass: (layer, reason) => void bypasses.push(`${layer} ${reason}`),
      },
      ...options,
    });
    caches.push(cache);
    await cache.start();
    return cache;
  };
  let count = 0;
  const ask = async (cache: Cache, query: string): Promise<'hit' | 'computed'> => {
    const before = count;
    await cache.queries.getOrCompute(SCOPE, query, () => Promise.resolve(++count));
    return count > before ? 'computed' : 'hit';
  };

  it('serves further answers of a full scope, stores them not, and goes on with the others', async () => {
    const cache = await open({ maxScopeEntries: 3 });
    for (const query of ['a', 'b', 'c', 'd']) await ask(cache, query);
    expect(fills).toEqual(['stored', 'stored', 'stored', 'full']);
    expect(await ask(cache, 'd')).toBe('computed');
    expect(await ask(cache, 'a')).toBe('hit');
    // An entry that is there may be renewed; another scope is not concerned.
    await cache.queries.getOrCompute(SCOPE, 'b', () => Promise.resolve('new'), { maxAgeMs: 0 });
    expect(fills.at(-1)).toBe('stored');
    await cache.queries.getOrCompute({ workspaceId: 'w', clientId: 'x' }, 'd', () => Promise.resolve(1));
    expect(fills.at(-1)).toBe('stored');
    // Nobody waits for the lease of an answer that was not stored.
    expect(await ask(cache, 'd')).toBe('computed');
    await cache.invalidator.client('w', 'c');
    await ask(cache, 'd');
    expect(await ask(cache, 'd')).toBe('hit');
  });

  if (kind !== 'redis8') {
    it('makes room in a full scope by what has expired', async () => {
      const cache = await open({ maxScopeEntries: 3, query: { ttlMs: 60_000 } });
      for (const query of ['a', 'b', 'c']) await ask(cache, query);
      now += 120_000;
      // On Redis 7 a few random fields are looked at with each fill.
      for (let tries = 0; tries < 20 && fills.at(-1) !== 'stored'; tries++) await ask(cache, 'd');
      await ask(cache, 'd');
      expect(await ask(cache, 'd')).toBe('hit');
    });
  }

  it('serves a request whose key is too long without the cache, in every layer', async () => {
    const cache = await open({ maxKeyLength: 500, embedding: { provider: 'lexical' } });
    const long = 'x'.repeat(1000);
    expect(await ask(cache, long)).toBe('computed');
    expect(await ask(cache, long)).toBe('computed');
    const [vector] = await createEmbeddingService(cache).embed([long]);
    expect(vector).toHaveLength(384);
    const classify = jest.fn(() => Promise.resolve({ label: 'x' }));
    const classifier = { name: 't', version: 1, classify };
    for (let n = 0; n < 2; n++) await cache.intents.classify(SCOPE, long, classifier);
    expect(classify).toHaveBeenCalledTimes(2);
    const looked = await cache.levels.lookup(long, SCOPE);
    if (looked.hit) throw new Error('Nothing was stored.');
    expect(await cache.levels.store(looked, { answer: 1 })).toEqual({ answer: 'key_too_long' });
    expect(new Set(bypasses)).toEqual(
      new Set(['query_result key_too_long', 'embedding key_too_long', 'intent key_too_long']),
    );
    expect(await ask(cache, 'short')).toBe('computed');
    expect(await ask(cache, 'short')).toBe('hit');
  });

  it('streams an answer whose key is too long', async () => {
    const cache = await open({ maxKeyLength: 500 });
    const answer = await cache.queries.getOrCompute(SCOPE, 'x'.repeat(1000), () =>
      Promise.resolve(
        (async function* () {
          yield await Promise.resolve(1);
          yield 2;
        })(),
      ),
    );
    const events: number[] = [];
    for await (const event of answer) events.push(event);
    expect(events).toEqual([1, 2]);
  });

  it('computes for one request each what is beyond the flights that may be shared', async () => {
    const cache = await open({ maxFlights: 1, leaseWaitMs: 60_000 });
    let release = (): void => undefined;
    const first = cache.queries.getOrCompute(SCOPE, 'slow', async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return 1;
    });
    while (cache.scoped.running === 0) await turn();
    expect(await ask(cache, 'other')).toBe('computed');
    expect(fills).toEqual(['too_many']);
    const joined = cache.queries.getOrCompute(SCOPE, 'slow', () => Promise.resolve(2));
    release();
    expect([await first, await joined]).toEqual([1, 1]);
    expect(await ask(cache, 'other')).toBe('computed');
    expect(await ask(cache, 'other')).toBe('hit');
  });
});
