import { getEventListeners } from 'node:events';
import { decodeEntry, encodeEntry } from '../../src/cache/core/envelope.js';
import { embeddingCodec } from '../../src/cache/embedding/embedding-codec.js';
import { ManualClock } from '../../src/cache/testing/manual-clock.js';
import {
  EmbeddingError,
  EmbeddingService,
  type CacheObserver,
  type CacheOptions,
  type EmbeddingProvider,
} from '../../src/engine.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { withClient } from '../support/redis/index.js';
import { vectorOf } from './support/loopback.js';
import { onRedis, start, stopAll, type Started } from './support/services.js';
import { until } from './support/until.js';

const DIMENSIONS = 16;

/** A provider in this process whose calls a test can hold back and fail. */
class Provider implements EmbeddingProvider {
  readonly name = 'mine';
  maxBatch = 100;
  readonly calls: string[][] = [];
  readonly signals: AbortSignal[] = [];
  gate: Promise<void> = Promise.resolve();
  refuse: (texts: readonly string[]) => Error | undefined = () => undefined;

  constructor(
    readonly model = 'model-1',
    readonly dimensions = DIMENSIONS,
  ) {}

  async embed(
    texts: readonly string[],
    { signal }: { signal: AbortSignal },
  ): ReturnType<EmbeddingProvider['embed']> {
    this.calls.push([...texts]);
    this.signals.push(signal);
    await this.gate;
    const error = this.refuse(texts);
    if (error !== undefined) throw error;
    return {
      vectors: texts.map((text) => vectorOf(`${this.model} ${text}`, this.dimensions)),
      tokens: texts.length,
    };
  }
}

interface Mine extends Started {
  readonly provider: Provider;
}

async function startMine(
  embedding: object = {},
  options: CacheOptions = {},
  provider = new Provider(),
): Promise<Mine> {
  return { ...(await start({ ...options, embedding: { provider, ...embedding } })), provider };
}

const expected = (text: string): number[] => vectorOf(`model-1 ${text}`, DIMENSIONS);
const plain = (vectors: readonly Float32Array[]): number[][] => vectors.map((vector) => [...vector]);
const held = (): { gate: Promise<void>; open: () => void } => {
  let open: () => void = () => undefined;
  return { gate: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
};

afterEach(stopAll);

describe.each([
  ['in this process', () => ({})],
  ['on Redis', onRedis],
])('EmbeddingService %s', (_, place) => {
  it('asks for what is missing only, each text once, and keeps the order', async () => {
    const { embeddings, provider } = await startMine({}, place());
    await embeddings.embed(['b', 'd']);
    const vectors = await embeddings.embed(['a', 'b', 'c', 'a', ' d ', 'c']);
    expect(plain(vectors)).toEqual(['a', 'b', 'c', 'a', 'd', 'c'].map(expected));
    expect(provider.calls).toEqual([
      ['b', 'd'],
      ['a', 'c'],
    ]);
    expect([...(await embeddings.embed('c'))]).toEqual(expected('c'));
    expect(provider.calls).toHaveLength(2);
    await expect(embeddings.embed([])).resolves.toEqual([]);
  });

  it('gives every place and every caller a copy of its own', async () => {
    const { embeddings } = await startMine({}, place());
    const [first, second] = (await embeddings.embed(['a', 'a'])) as [Float32Array, Float32Array];
    first.fill(9);
    expect([...second]).toEqual(expected('a'));
    (await embeddings.embed('a')).fill(9);
    expect([...(await embeddings.embed('a'))]).toEqual(expected('a'));
  });

  it('shares one call among concurrent requests for one text', async () => {
    const { embeddings, provider } = await startMine({}, place());
    const { gate, open } = held();
    provider.gate = gate;
    const first = embeddings.embed(['a', 'b']);
    await until(() => provider.calls.length === 1);
    const second = embeddings.embed(['b', 'c']);
    await until(() => provider.calls.length === 2);
    const third = embeddings.embed('a');
    open();
    expect(plain([...(await first), ...(await second), await third])).toEqual(
      ['a', 'b', 'b', 'c', 'a'].map(expected),
    );
    expect(provider.calls).toEqual([['a', 'b'], ['c']]);
  });

  it('neither reads nor fills the cache with useCache: false', async () => {
    const { embeddings, provider } = await startMine({}, place());
    await embeddings.embed(['a', 'a', 'b'], { useCache: false });
    await embeddings.embed(['a', 'b']);
    await embeddings.embed('a', { useCache: false });
    expect(provider.calls).toEqual([['a', 'b'], ['a', 'b'], ['a']]);
  });

  it('keeps input types, models, lengths and workspaces apart', async () => {
    const options = place();
    const { embeddings, cache, provider } = await startMine({ shared: false }, options);
    await embeddings.embed('a', { workspaceId: 'one' });
    await embeddings.embed('a', { workspaceId: 'one', inputType: 'search_document' });
    await embeddings.embed('a', { workspaceId: 'two' });
    expect(provider.calls).toHaveLength(3);
    // Without a workspace there is nothing it could belong to.
    await embeddings.embed('a');
    await embeddings.embed('a');
    expect(provider.calls).toHaveLength(5);
    const others = [new Provider('model-2'), new Provider('model-1', 8), new Provider('model-1')];
    for (const other of others) {
      await new EmbeddingService(cache, other).embed('a', { workspaceId: 'one' });
    }
    expect(others.map(({ calls }) => calls.length)).toEqual([1, 1, 0]);
  });

  it('rounds what it computes as what it has stored', async () => {
    const provider = new Provider();
    const exact = Array.from({ length: DIMENSIONS }, (_, i) => Math.sin(i + 1));
    provider.embed = (texts) => Promise.resolve({ vectors: texts.map(() => exact) });
    const { embeddings } = await startMine({}, place(), provider);
    const computed = await embeddings.embed('a');
    expect([...computed]).toEqual([...(await embeddings.embed('a'))]);
    expect([...computed]).not.toEqual([...Float32Array.from(exact)]);
    expect([...(await embeddings.embed('a', { useCache: false }))]).toEqual([...Float32Array.from(exact)]);
  });
});

describe('EmbeddingService', () => {
  it('shares vectors between processes through Redis, and refuses those of a wrong length or damaged', async () => {
    const options = onRedis();
    const corrupted: string[] = [];
    const observer: CacheObserver = { ...silentObserver, corrupt: (layer) => void corrupted.push(layer) };
    const writer = await startMine({}, options);
    await writer.embeddings.embed(['a', 'b', 'c']);
    const reader = await startMine({}, { ...options, observer });
    expect([...(await reader.embeddings.embed('a'))]).toEqual(expected('a'));
    expect(reader.provider.calls).toEqual([]);

    await withClient({ url: process.env['TEST_REDIS_URL'] as string }, async (client) => {
      const keys = await client.keys(`${options.namespace}:embedding:-:*`);
      expect(keys).toHaveLength(3);
      for (const key of keys) {
        const bytes = (await client.getBuffer(key)) as Buffer;
        await client.set(key, bytes.subarray(0, -1), 'KEEPTTL');
        expect(await client.pttl(key)).toBeGreaterThan(3_600_000 * 0.85);
        expect(await client.pttl(key)).toBeLessThanOrEqual(3_600_000 * 1.1);
      }
    });
    const third = await startMine({}, { ...options, observer });
    expect(plain(await third.embeddings.embed(['a', 'b', 'c']))).toEqual(['a', 'b', 'c'].map(expected));
    expect(third.provider.calls).toEqual([['a', 'b', 'c']]);
    expect(corrupted).toEqual(['embedding', 'embedding', 'embedding']);
  });

  it('takes an intact entry of another length for a miss', async () => {
    const options = onRedis();
    await (await startMine({}, options)).embeddings.embed('a');
    await withClient({ url: process.env['TEST_REDIS_URL'] as string }, async (client) => {
      const [key] = (await client.keys(`${options.namespace}:embedding:*`)) as [string];
      const bytes = (await client.getBuffer(key)) as Buffer;
      const proof = bytes.subarray(24, 56);
      const stored = embeddingCodec('float16').encode(Float32Array.of(1, 2, 3));
      const entry = { ...decodeEntry(bytes, proof, [2]), stored, length: stored.length };
      await client.set(key, encodeEntry(entry, proof), 'KEEPTTL');
    });
    const corrupted: string[] = [];
    const observer: CacheObserver = { ...silentObserver, corrupt: (layer) => void corrupted.push(layer) };
    const { embeddings, provider } = await startMine({}, { ...options, observer });
    expect([...(await embeddings.embed('a'))]).toEqual(expected('a'));
    expect(provider.calls).toEqual([['a']]);
    expect(corrupted).toEqual(['embedding']);
  });

  it('lets entries expire', async () => {
    const clock = new ManualClock();
    const { embeddings, provider } = await startMine({ ttlMs: 1000 }, { clock });
    await embeddings.embed('a');
    await clock.advance(899);
    await embeddings.embed('a');
    expect(provider.calls).toHaveLength(1);
    await clock.advance(202);
    await embeddings.embed('a');
    expect(provider.calls).toHaveLength(2);
  });

  it('lower-cases only when asked to', async () => {
    const exact = await startMine();
    await exact.embeddings.embed(['Hello', 'hello']);
    expect(exact.provider.calls).toEqual([['Hello', 'hello']]);
    const folded = await startMine({ lowerCase: true });
    await folded.embeddings.embed(['Hello', 'hello']);
    expect(folded.provider.calls).toEqual([['hello']]);
  });

  it('refuses empty texts before anything is asked', async () => {
    const { embeddings, provider } = await startMine();
    for (const text of ['', '  \n', undefined as never]) {
      await expect(embeddings.embed(['fine', text])).rejects.toMatchObject({ reason: 'invalid_input' });
    }
    expect(provider.calls).toEqual([]);
  });

  it('does not make one request fail by what is wrong with the text of another', async () => {
    const { embeddings, provider } = await startMine();
    provider.refuse = (texts) =>
      texts.includes('bad')
        ? new EmbeddingError('mine', 'status', 'answered with status 400.', { retryable: false, status: 400 })
        : undefined;
    const { gate, open } = held();
    provider.gate = gate;
    const first = embeddings.embed(['good', 'bad']);
    await until(() => provider.calls.length === 1);
    const second = embeddings.embed('good');
    const refused = expect(first).rejects.toMatchObject({ status: 400 });
    open();
    await refused;
    expect([...(await second)]).toEqual(expected('good'));
    expect(provider.calls).toEqual([['good', 'bad'], ['good']]);
  });

  it('goes on for those who stay when one of those who wait leaves', async () => {
    const { embeddings, provider } = await startMine();
    const { gate, open } = held();
    provider.gate = gate;
    const leaving = new AbortController();
    const first = embeddings.embed(['a', 'b'], { signal: leaving.signal });
    await until(() => provider.calls.length === 1);
    const second = embeddings.embed('b');
    leaving.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    expect(provider.signals[0]?.aborted).toBe(false);
    open();
    expect([...(await second)]).toEqual(expected('b'));
    expect(provider.calls).toHaveLength(1);
  });

  it('listens once to a signal, however many texts there are, and no longer than it must', async () => {
    const { embeddings, provider } = await startMine({ maxBatch: 10 });
    const { gate, open } = held();
    provider.gate = gate;
    const { signal } = new AbortController();
    const texts = Array.from({ length: 500 }, (_, i) => `text ${i}`);
    for (const useCache of [true, false]) {
      const embedding = embeddings.embed(texts, { signal, useCache });
      await until(() => provider.calls.length > 0);
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
      open();
      await embedding;
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    }
  });

  it('leaves other errors of a provider as they are, and does not repeat them', async () => {
    const { embeddings, provider } = await startMine();
    provider.refuse = () => new TypeError('a mistake in the provider');
    await expect(embeddings.embed('a')).rejects.toThrow(TypeError);
    expect(provider.calls).toHaveLength(1);
  });

  it('computes everything when the cache is off or Redis cannot be reached', async () => {
    const off = await startMine({}, { enabled: false });
    await off.embeddings.embed(['a', 'a']);
    await off.embeddings.embed('a');
    expect(off.provider.calls).toEqual([['a'], ['a']]);
    const alone = await startMine({}, { redis: { url: 'redis://127.0.0.1:1' } });
    expect([...(await alone.embeddings.embed('a'))]).toEqual(expected('a'));
  });

  it('tells what was spent, what a hit saves, and lets the computation around it know', async () => {
    const seen: [string, number][] = [];
    const observer: CacheObserver = {
      ...silentObserver,
      hit: (layer, _, saved) => void seen.push([`hit ${layer}`, saved]),
      computed: (layer, _seconds, _result, spent) => void seen.push([`computed ${layer}`, spent]),
    };
    const { cache, embeddings } = await startMine(
      {},
      {
        observer,
        prices: { models: { 'model-1': { input: 1000 } } },
      },
    );
    const answer = (query: string, texts: string[]): Promise<number> =>
      cache.queries.getOrCompute(
        { workspaceId: 'w' },
        query,
        async () => (await embeddings.embed(texts)).length,
      );
    await answer('first', ['a', 'b']);
    await answer('second', ['b', 'c']);
    await answer('first', []);
    expect(seen).toEqual([
      ['computed embedding', expect.closeTo(0.002, 9)],
      ['computed query_result', 0],
      ['hit embedding', expect.closeTo(0.001, 9)],
      ['computed embedding', expect.closeTo(0.001, 9)],
      ['computed query_result', 0],
      ['hit query_result', expect.closeTo(0.002, 9)],
    ]);
  });
});
