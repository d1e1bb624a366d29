import { Readable } from 'node:stream';
import { createCache, type Cache } from '../../src/engine.js';
import { KeyRing } from '../../src/cache/encryption/key-ring.js';
import { SealedScopedStore } from '../../src/cache/encryption/sealed-scoped-store.js';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { systemClock } from '../../src/cache/core/clock.js';
import { ScopedCache } from '../../src/cache/engine/scoped-cache.js';
import { MemoryStore } from '../../src/cache/store/memory/memory-store.js';
import { queryLayer } from '../../src/cache/query/query-layer.js';
import type { BeginResult, ScopedStore } from '../../src/testing.js';
import { seededRandom } from '../../src/cache/testing/conformance/seeded-random.js';
import { CORRUPTIONS, MAX_ENTRY_BYTES } from './support/corruptions.js';

/** Of each form. */
const CASES = 50_000;
const STREAM_CASES = 2_500;
const SCOPE = { workspaceId: 'w', clientId: 'c' };
const KEYS = [{ id: 'k', key: Buffer.alloc(32, 9).toString('base64') }];

/** A store whose entries come back as something else. */
function corrupting(inner: ScopedStore, corrupt: (bytes: Buffer) => Buffer): ScopedStore {
  return new Proxy(inner, {
    get: (store, name) => {
      if (name !== 'begin') return (store[name as keyof ScopedStore] as () => unknown).bind(store);
      return async (request: Parameters<ScopedStore['begin']>[0]): Promise<BeginResult> => {
        const result = await store.begin(request);
        return result.status === 'hit' ? { ...result, entry: corrupt(result.entry) } : result;
      };
    },
  });
}

describe.each(['plain', 'sealed'] as const)('%s bytes in the store that are not what was stored', (form) => {
  let corrupted = 0;
  let unknownKeys = 0;
  let cache: ScopedCache;
  let corrupt: (bytes: Buffer) => Buffer;
  let given: Buffer | undefined;

  beforeEach(() => {
    corrupted = 0;
    unknownKeys = 0;
    corrupt = (bytes) => bytes;
    const inner = corrupting(new MemoryStore({ maxBytes: 1e8, clock: systemClock }), (bytes) => {
      given = bytes;
      return corrupt(bytes);
    });
    const ring = new KeyRing(KEYS, systemClock);
    cache = new ScopedCache({
      store: form === 'plain' ? inner : new SealedScopedStore(inner, ring, () => unknownKeys++),
      digester: new KeyDigester('test'),
      clock: systemClock,
      observer: { ...silentObserver, corrupt: () => corrupted++ },
      owner: 'me',
      random: () => 0.5,
      options: {
        enabled: true,
        maxEntryBytes: MAX_ENTRY_BYTES,
        compressionThresholdBytes: 1e9,
        maxFlights: 10_000,
        leaseTtlMs: 5000,
        leaseWaitMs: 5000,
        prices: { layers: {}, models: {} },
        onStoreError: (error) => {
          throw error;
        },
        onStoreAnswer: () => undefined,
        onUnstorable: () => undefined,
      },
    });
  });

  const layer = queryLayer(60_000);
  const ask = async (query: string, answer: unknown): Promise<{ source: string; value: unknown }> => {
    const request = { layer, scope: SCOPE, query, material: null };
    const resolution = await cache.resolve<unknown>(request, () => Promise.resolve(answer));
    if (resolution.source !== 'hit') return { source: resolution.source, value: resolution.computed };
    return { source: 'hit', value: await resolution.value() };
  };
  /** The bytes of an entry as they lie in the store. */
  const bytesOf = async (query: string): Promise<Buffer> => {
    await ask(query, { of: query });
    await ask(query, { of: query });
    return Buffer.from(given as Buffer);
  };

  it(`are a miss and counted, ${String(CASES)} times, and never an answer or a crash`, async () => {
    const random = seededRandom(form === 'plain' ? 1 : 2);
    const other = await bytesOf('other');
    const own = await bytesOf('q');
    const names = Object.keys(CORRUPTIONS);
    let tried = 0;
    for (let n = 0; n < CASES; n++) {
      const change = CORRUPTIONS[random.pick(names)]!;
      const bytes = change(own, random, other);
      if (bytes.equals(own)) continue;
      tried++;
      corrupt = () => bytes;
      const fresh = { of: 'q', n };
      const { source, value } = await ask('q', fresh);
      if (source !== 'computed' || value !== fresh) {
        throw new Error(`served from ${bytes.toString('hex')}`);
      }
    }
    // Bytes that name another key look like an entry from before that key was dropped.
    expect(corrupted + unknownKeys).toBe(tried);
    expect(unknownKeys).toBeLessThan(form === 'plain' ? 1 : CASES / 2);
    expect(tried).toBeGreaterThan(CASES * 0.95);
    corrupt = (bytes) => bytes;
    expect((await ask('q', null)).source).toBe('hit');
  }, 240_000);

  it(`are a miss where a stream was recorded, ${String(STREAM_CASES)} times`, async () => {
    const random = seededRandom(form === 'plain' ? 5 : 6);
    const say = async (
      query: string,
      events: readonly string[],
    ): Promise<{ source: string; said: string }> => {
      const request = { layer, scope: SCOPE, query, material: null };
      const resolution = await cache.resolve<unknown>(request, () => Promise.resolve(Readable.from(events)));
      const value = resolution.source === 'hit' ? await resolution.value() : resolution.computed;
      let said = '';
      for await (const event of value as AsyncIterable<string>) said += event;
      await cache.settled();
      return { source: resolution.source, said };
    };
    const bytesOfStream = async (query: string): Promise<Buffer> => {
      await say(query, [query, 'said']);
      expect(await say(query, [])).toEqual({ source: 'hit', said: `${query}said` });
      return Buffer.from(given as Buffer);
    };
    const other = await bytesOfStream('other');
    const own = await bytesOfStream('q');
    let tried = 0;
    for (let n = 0; n < STREAM_CASES; n++) {
      const bytes = CORRUPTIONS[random.pick(Object.keys(CORRUPTIONS))]!(own, random, other);
      if (bytes.equals(own)) continue;
      tried++;
      corrupt = () => bytes;
      const { source, said } = await say('q', [String(n)]);
      if (source !== 'computed' || said !== String(n))
        throw new Error(`served from ${bytes.toString('hex')}`);
    }
    expect(corrupted + unknownKeys).toBe(tried);
    expect(tried).toBeGreaterThan(STREAM_CASES * 0.95);
  }, 120_000);
});

describe('an intact entry whose payload is no value', () => {
  let cache: Cache;

  afterEach(() => cache.stop());

  it('is computed anew', async () => {
    cache = createCache({ redis: null });
    await cache.start();
    const ask = (): Promise<{ n: number }> =>
      cache.queries.getOrCompute(SCOPE, 'q', () => Promise.resolve({ n: 1 }));
    await ask();
    const decode = jest.spyOn(JSON, 'parse').mockImplementationOnce(() => {
      throw new SyntaxError('no JSON');
    });
    expect(await ask()).toEqual({ n: 1 });
    expect(decode).toHaveBeenCalled();
  });
});
