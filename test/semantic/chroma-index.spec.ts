import { ChromaClient } from 'chromadb';
import { CacheConfigurationError } from '../../src/cache/core/errors.js';
import { systemClock } from '../../src/cache/core/clock.js';
import { ChromaVectorIndex } from '../../src/cache/semantic/index/chroma/chroma-vector-index.js';
import type { IndexSpace } from '../../src/cache/semantic/index/vector-index.js';
import { ManualClock } from '../../src/testing.js';
import { startChroma, type ChromaServer } from '../support/chroma/index.js';
import { uniqueNamespace } from '../store/redis-stores.js';
import { chromaIndex } from './chroma-indexes.js';

const HERE: IndexSpace = { workspace: 'W_', client: 'C-', partition: 'P', embedding: '-E' };
const NEAR = Float32Array.of(1, 0.1, 0);
const pointers = (found: readonly { pointer: string }[]): string[] => found.map(({ pointer }) => pointer);

describe('an index in Chroma', () => {
  let server: ChromaServer;
  let chroma: ChromaClient;

  beforeAll(async () => {
    server = await startChroma();
    chroma = new ChromaClient({ host: server.host, port: server.port });
  }, 60_000);
  afterAll(() => server.stop());

  const names = async (namespace: string): Promise<string[]> =>
    (await chroma.listCollections()).map(({ name }) => name).filter((name) => name.includes(namespace));

  it('is one collection for each workspace and embedding; client and partition are in the records', async () => {
    const namespace = uniqueNamespace();
    const index = await chromaIndex(server.url, { namespace });
    await index.add(HERE, 'a.b', NEAR, 1000);
    await index.add({ ...HERE, client: 'D', partition: 'Q' }, 'a.b', NEAR, 1000);
    const [name, ...others] = await names(namespace);
    expect(others).toEqual([]);
    const records = await (await chroma.getCollection({ name: name as string })).get();
    expect([...records.ids].sort()).toEqual(['C-.P.a.b', 'D.Q.a.b']);
    expect(records.documents).toEqual([null, null]);
    await index.add({ ...HERE, embedding: 'F' }, 'a.b', NEAR, 1000);
    await index.add({ ...HERE, workspace: 'V' }, 'a.b', NEAR, 1000);
    expect(await names(namespace)).toHaveLength(3);
    await index.drop({ workspace: HERE.workspace });
    expect(await names(namespace)).toHaveLength(1);
    await index.clear();
    expect(await names(namespace)).toEqual([]);
  });

  it('is cleared without a collection of anybody else', async () => {
    const namespace = uniqueNamespace();
    await chroma.createCollection({ name: `${namespace}.theirs`, embeddingFunction: null });
    const index = await chromaIndex(server.url, { namespace });
    const longer = await chromaIndex(server.url, { namespace: `${namespace}-2` });
    await index.add(HERE, 'a', NEAR, 1000);
    await longer.add(HERE, 'a', NEAR, 1000);
    await index.clear();
    expect((await names(namespace)).sort()).toEqual(
      [`${namespace}.theirs`, expect.stringContaining(`${namespace}-2.`)].sort(),
    );
    expect(await longer.search(HERE, NEAR, 1)).toHaveLength(1);
  });

  it('what another process dropped is made anew by the next add, and is empty for a search', async () => {
    const namespace = uniqueNamespace();
    const index = await chromaIndex(server.url, { namespace });
    const other = await chromaIndex(server.url, { namespace });
    await index.add(HERE, 'a', NEAR, 10_000);
    await other.clear();
    expect(await index.search(HERE, NEAR, 1)).toEqual([]);
    await index.remove(HERE, ['a']);
    await index.add(HERE, 'b', NEAR, 10_000);
    await other.clear();
    await index.add(HERE, 'c', NEAR, 10_000);
    expect(pointers(await index.search(HERE, NEAR, 5))).toEqual(['c']);
    expect(pointers(await other.search(HERE, NEAR, 5))).toEqual(['c']);
  });

  it('poisoned records are no neighbours: of another space by their id, or without an end', async () => {
    const namespace = uniqueNamespace();
    const index = await chromaIndex(server.url, { namespace });
    await index.add(HERE, 'good', Float32Array.of(0, 1, 0), 100_000);
    const [name] = await names(namespace);
    const collection = await chroma.getCollection({ name: name as string });
    const here = { client: HERE.client, partition: HERE.partition };
    const poison = [
      { id: 'C-.Q.stolen', metadata: { ...here, ends: 1e15 } },
      { id: 'plain', metadata: { ...here, ends: 1e15 } },
      { id: 'C-.P.endless', metadata: here },
      { id: 'C-.P.text', metadata: { ...here, ends: 'never' } },
    ];
    for (const { id, metadata } of poison)
      await collection.add({ ids: [id], embeddings: [[1, 0.1, 0]], metadatas: [metadata] });
    expect(pointers(await index.search(HERE, NEAR, 10))).toEqual(['good']);
  });

  it('what has ended is deleted by later adds, and a space stays near its bound', async () => {
    const clock = new ManualClock();
    const namespace = uniqueNamespace();
    const index = await chromaIndex(server.url, { namespace, clock, maxVectorsPerSpace: 50 });
    for (let i = 0; i < 30; i++) await index.add(HERE, `gone ${i}`, Float32Array.of(i + 1, 1, 0), 1000);
    await clock.advance(2000);
    for (let i = 30; i < 128; i++) await index.add(HERE, `new ${i}`, Float32Array.of(1, i, 0), 100_000);
    const [name] = await names(namespace);
    const { ids } = await (await chroma.getCollection({ name: name as string })).get();
    expect(ids.filter((id) => id.includes('gone'))).toEqual([]);
    expect(ids).toHaveLength(50);
    expect(ids).toContain('C-.P.new 127');
  }, 30_000);
});

describe('a Chroma server that fails', () => {
  const TIMEOUT_MS = 500;
  let server: ChromaServer;
  let index: ChromaVectorIndex;

  beforeEach(async () => {
    server = await startChroma();
    index = await chromaIndex(server.url, { timeoutMs: TIMEOUT_MS });
    // The first request of a server may take longer than the deadline.
    await (await chromaIndex(server.url)).add(HERE, 'warm-up', NEAR, 1000);
    await index.add(HERE, 'a', NEAR, 1_000_000);
  }, 60_000);
  afterEach(() => server.stop());

  const everything = async (): Promise<void> => {
    const works = [
      () => index.search(HERE, NEAR, 1),
      () => index.add(HERE, 'b', NEAR, 1000),
      () => index.remove(HERE, ['a']),
      () => index.drop(HERE),
      () => index.clear(),
    ];
    for (const work of works) {
      const begin = performance.now();
      await expect(work()).rejects.toMatchObject({ code: 'VECTOR_INDEX', reason: 'unavailable' });
      // A busy machine's timers come late; without a deadline it would be minutes.
      expect(performance.now() - begin).toBeLessThan(TIMEOUT_MS * 10);
    }
  };

  it('killed: everything rejects, and works again after its return', async () => {
    await server.kill();
    await everything();
    await server.restart();
    const patient = TIMEOUT_MS * 10;
    const begin = performance.now();
    let found: string[] = [];
    // A server that has just started may need longer than a deadline for its first answer.
    while (found.length === 0 && performance.now() - begin < patient) {
      found = await index.search(HERE, NEAR, 1).then(pointers, () => []);
    }
    expect(found).toEqual(['a']);
  }, 60_000);

  it('hanging: everything rejects at the deadline', async () => {
    await server.pause();
    await everything();
    await server.resume();
  }, 60_000);

  it('back without its data: the next add makes the collection again', async () => {
    await server.restart({ empty: true });
    const patient = new ChromaVectorIndex({
      url: server.url,
      namespace: uniqueNamespace(),
      clock: systemClock,
      timeoutMs: 10_000,
    });
    await patient.start();
    await patient.add(HERE, 'first', NEAR, 10_000);
    await server.restart({ empty: true });
    expect(await patient.search(HERE, NEAR, 1)).toEqual([]);
    await patient.add(HERE, 'second', NEAR, 10_000);
    await server.restart({ empty: true });
    await patient.add(HERE, 'third', NEAR, 10_000);
    expect(pointers(await patient.search(HERE, NEAR, 5))).toEqual(['third']);
  }, 60_000);
});

describe('the configuration of an index in Chroma', () => {
  const make = (settings: { url?: string; namespace?: string }) => () =>
    new ChromaVectorIndex({
      url: 'http://127.0.0.1:1',
      namespace: 'n',
      clock: systemClock,
      timeoutMs: 1000,
      ...settings,
    });

  it.each(['', 'chroma', 'redis://localhost', 'http://localhost:8000/path', '/tmp'])(
    'refuses the URL "%s"',
    (url) => {
      expect(make({ url })).toThrow(CacheConfigurationError);
    },
  );

  it.each(['', 'a.b', 'a:b', 'a*'])('refuses the namespace "%s"', (namespace) => {
    expect(make({ namespace })).toThrow(CacheConfigurationError);
  });

  it('a missing package stops the start, and is named', async () => {
    jest.resetModules();
    jest.doMock('chromadb', () => {
      throw Object.assign(new Error("Cannot find module 'chromadb'"), { code: 'MODULE_NOT_FOUND' });
    });
    try {
      const start = make({})().start();
      await expect(start).rejects.toMatchObject({ code: 'CACHE_CONFIGURATION' });
      await expect(start).rejects.toThrow(/npm install chromadb/);
    } finally {
      jest.dontMock('chromadb');
    }
  });

  it('a server that is down does not stop the start', async () => {
    const index = make({})();
    await index.start();
    await expect(index.search(HERE, NEAR, 1)).rejects.toMatchObject({ reason: 'unavailable' });
    await index.stop();
  });
});
