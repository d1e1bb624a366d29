import { randomUUID } from 'node:crypto';
import { createCache, type Cache } from '../../src/engine.js';
import { systemClock } from '../../src/cache/core/clock.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { ManualClock } from '../../src/testing.js';
import { withClient } from '../support/redis/index.js';

const SCOPE = { workspaceId: 'w', clientId: 'c' };
const SETTLE_MS = 600_000;
const url = (): string => process.env['TEST_REDIS_URL'] ?? '';

describe.each(['memory', 'redis'] as const)('the settle window on the %s store', (kind) => {
  let clock: ManualClock;
  let cache: Cache;
  let namespace: string;
  let fills: string[];

  beforeEach(async () => {
    clock = new ManualClock();
    namespace = `settle-${randomUUID()}`;
    fills = [];
    cache = createCache({
      namespace,
      redis: kind === 'redis' ? { url: url() } : null,
      commandTimeoutMs: 5000,
      settleMs: SETTLE_MS,
      clock: kind === 'memory' ? clock : systemClock,
      observer: { ...silentObserver, fill: (_, __, outcome) => void fills.push(outcome) },
    });
    await cache.start();
  });
  afterEach(async () => {
    await cache.invalidator.clear();
    await cache.stop();
  });

  /** Lets the window pass: on Redis, where the server's clock counts, by making the incarnations older. */
  const settle = async (): Promise<void> => {
    if (kind === 'memory') await clock.advance(SETTLE_MS);
    else
      await withClient({ url: url() }, async (client) => {
        const old = async (value: string | null): Promise<string> =>
          Promise.resolve((value ?? '').replace(/:\d+\.\d+$/, ':1000000000.0'));
        const keys = await client.keys(`${namespace}:query:*`);
        for (const key of keys) {
          if ((await client.type(key)) === 'string') await client.set(key, await old(await client.get(key)));
          else {
            for (const [field, value] of Object.entries(await client.hgetall(key))) {
              if (field.startsWith('#') || field.startsWith('q:'))
                await client.hset(key, field, await old(value));
            }
          }
        }
      });
  };
  let count = 0;
  const ask = async (query = 'q'): Promise<'computed' | 'hit'> => {
    const before = count;
    await cache.queries.getOrCompute(SCOPE, query, () => Promise.resolve(++count));
    return count > before ? 'computed' : 'hit';
  };
  const warm = async (): Promise<void> => {
    await ask();
    await settle();
    await ask();
    expect(await ask()).toBe('hit');
    fills.length = 0;
  };

  it('stores nothing that was begun in it, and everything after it', async () => {
    expect(await ask()).toBe('computed');
    expect(await ask()).toBe('computed');
    expect(fills).toEqual(['settling', 'settling']);
    await settle();
    expect(await ask()).toBe('computed');
    expect(await ask()).toBe('hit');
  });

  it.each([
    ['the client', () => cache.invalidator.client('w', 'c')],
    ['the workspace', () => cache.invalidator.workspace('w')],
    ['the question', () => cache.invalidator.query(SCOPE, 'q')],
    [
      'a document, of which it may be made',
      () => cache.invalidator.dependency('w', { kind: 'document', id: 'd' }),
    ],
  ])('opens anew when %s is invalidated', async (name, invalidate) => {
    await warm();
    await invalidate();
    // A document's invalidation leaves entries alone that were not made from it; what is computed has to wait.
    const question = name.startsWith('a document') ? 'another question' : 'q';
    expect(await ask(question)).toBe('computed');
    expect(await ask(question)).toBe('computed');
    await settle();
    await ask(question);
    expect(await ask(question)).toBe('hit');
  });

  it('leaves other questions alone when one is invalidated', async () => {
    await warm();
    await cache.invalidator.query(SCOPE, 'q');
    expect(await ask('another question')).toBe('computed');
    expect(await ask('another question')).toBe('hit');
  });

  it('lets nobody who comes after it join what was begun in it', async () => {
    let release = (): void => undefined;
    const slow = cache.queries.getOrCompute(SCOPE, 'q', async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return 'from a replica that lags';
    });
    while (cache.scoped.running === 0) await new Promise((resolve) => setImmediate(resolve));
    await settle();
    expect(await ask()).toBe('computed');
    release();
    await slow;
    expect(await ask()).toBe('hit');
  });
});
