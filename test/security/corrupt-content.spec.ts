import { jsonCodec } from '../../src/engine.js';
import { systemClock } from '../../src/cache/core/clock.js';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { embeddingCodec } from '../../src/cache/embedding/embedding-codec.js';
import { KeyRing } from '../../src/cache/encryption/key-ring.js';
import { SealedContentStore } from '../../src/cache/encryption/sealed-content-store.js';
import { ContentCache } from '../../src/cache/engine/content-cache.js';
import type { ContentStore } from '../../src/cache/store/content-store.js';
import { seededRandom } from '../../src/cache/testing/conformance/seeded-random.js';
import { CORRUPTIONS, MAX_ENTRY_BYTES } from './support/corruptions.js';

/** Of each layer and form. */
const CASES = 5_000;
const KEYS = [{ id: 'k', key: Buffer.alloc(32, 9).toString('base64') }];

interface Kind {
  readonly layer: Parameters<ContentCache['resolve']>[0]['layer'];
  readonly valueOf: (n: number) => unknown;
}

const KINDS: Record<string, Kind> = {
  'JSON, as of intents and model replies': {
    layer: { name: 'llm_response', version: 1, ttlMs: 60_000, codec: jsonCodec },
    valueOf: (n) => ({ text: `reply ${String(n)}` }),
  },
  vectors: {
    layer: { name: 'embedding', version: 1, ttlMs: 60_000, codec: embeddingCodec('float32') },
    valueOf: (n) => Float32Array.from([n, 1, 2, 3]),
  },
};

/** Holds entries, and gives them back as something else. */
class CorruptingStore implements ContentStore {
  readonly entries = new Map<string, Buffer>();
  corrupt: (bytes: Buffer) => Buffer = (bytes) => bytes;

  getMany = (keys: readonly string[]): Promise<(Buffer | undefined)[]> =>
    Promise.resolve(
      keys.map((key) => {
        const bytes = this.entries.get(key);
        return bytes && this.corrupt(bytes);
      }),
    );
  setMany = (entries: readonly { readonly key: string; readonly bytes: Buffer }[]): Promise<void> => {
    for (const { key, bytes } of entries) this.entries.set(key, bytes);
    return Promise.resolve();
  };
  deleteMany = (): Promise<void> => Promise.resolve();
  deleteWorkspace = (): Promise<number> => Promise.resolve(0);
}

describe.each(Object.entries(KINDS))(
  'corrupt bytes of a content-addressed layer: %s',
  (_, { layer, valueOf }) => {
    it.each(['plain', 'sealed'] as const)(
      `are a miss and counted, ${String(CASES)} times, %s`,
      async (form) => {
        let corrupted = 0;
        let unknownKeys = 0;
        const store = new CorruptingStore();
        const observer = { ...silentObserver, corrupt: () => corrupted++ };
        const ring = new KeyRing(KEYS, systemClock);
        const cache = new ContentCache({
          store:
            form === 'plain'
              ? store
              : new SealedContentStore(
                  store,
                  ring,
                  () => unknownKeys++,
                  () => corrupted++,
                ),
          memoryBytes: 1, // no copies in this process: every look-up reads the store
          digester: new KeyDigester('test'),
          clock: systemClock,
          observer,
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
        const ask = (material: string, value: unknown) =>
          cache.resolve<unknown>({
            layer,
            workspaceId: 'w',
            material,
            compute: () => Promise.resolve(value),
          });
        await ask('other', valueOf(-1));
        const [other] = [...store.entries.values()] as [Buffer];
        await ask('own', valueOf(-2));
        const own = [...store.entries.values()][1] as Buffer;
        expect((await ask('own', valueOf(-3))).source).toBe('hit');

        const random = seededRandom(form === 'plain' ? 3 : 4);
        const names = Object.keys(CORRUPTIONS);
        let tried = 0;
        for (let n = 0; n < CASES; n++) {
          const bytes = CORRUPTIONS[random.pick(names)]!(own, random, other);
          if (bytes.equals(own)) continue;
          tried++;
          store.corrupt = () => bytes;
          const { source, value } = await ask('own', valueOf(n));
          if (source !== 'computed' || JSON.stringify(value) !== JSON.stringify(valueOf(n))) {
            throw new Error(`served from ${bytes.toString('hex', 0, 200)}`);
          }
        }
        expect(corrupted + unknownKeys).toBe(tried);
        if (form === 'plain') expect(unknownKeys).toBe(0);
        expect(tried).toBeGreaterThan(CASES * 0.95);
        store.corrupt = (bytes) => bytes;
        expect((await ask('own', null)).source).toBe('hit');
      },
      120_000,
    );
  },
);
