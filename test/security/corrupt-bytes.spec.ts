import { crc32 } from 'node:zlib';
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
import { seededRandom, type Random } from '../../src/cache/testing/conformance/seeded-random.js';

/** Of each form. */
const CASES = 50_000;
const SCOPE = { workspaceId: 'w', clientId: 'c' };
const KEYS = [{ id: 'k', key: Buffer.alloc(32, 9).toString('base64') }];

/** What can have happened to the bytes of an entry; each gives something else than it was given. */
const CORRUPTIONS: Record<string, (bytes: Buffer, random: Random, other: Buffer) => Buffer> = {
  'a flipped bit': (bytes, random) => {
    const changed = Buffer.from(bytes);
    const bit = random.below(bytes.length * 8);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return changed;
  },
  'a cut end': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'a longer end': (bytes, random) =>
    Buffer.concat([bytes, Buffer.alloc(1 + random.below(64), random.below(256))]),
  "another entry's bytes": (_, __, other) => other,
  'halves of two entries': (bytes, random, other) => {
    const cut = 1 + random.below(bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, cut), other.subarray(cut)]);
  },
  noise: (_, random) => Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256))),
  'an unknown version': (bytes, random) => withRightChecksum(bytes, 1, 3 + random.below(252)),
  'a huge declared length': (bytes) => {
    const changed = Buffer.from(bytes);
    changed[2] = 1; // gzip
    changed.writeUInt32BE(0xffffffff, 72);
    return withRightChecksum(changed, 2, 1);
  },
  'another codec': (bytes, random) => withRightChecksum(bytes, 3, 10 + random.below(200)),
};

/** Changes a byte as somebody would who knows the format and can write to the store. */
function withRightChecksum(bytes: Buffer, offset: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[offset] = value;
  changed.writeUInt32BE(crc32(changed.subarray(8), crc32(changed.subarray(0, 4))), 4);
  return changed;
}

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
        maxEntryBytes: 1_000_000,
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
    expect(unknownKeys).toBeLessThan(form === 'plain' ? 1 : CASES / 3);
    expect(tried).toBeGreaterThan(CASES * 0.95);
    corrupt = (bytes) => bytes;
    expect((await ask('q', null)).source).toBe('hit');
  }, 240_000);
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
