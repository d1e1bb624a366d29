import { Redis } from 'ioredis';
import type { IndexSpace } from '../../src/cache/semantic/index/vector-index.js';
import { VectorIndexError } from '../../src/cache/semantic/index/vector-index.error.js';
import { ManualClock } from '../../src/testing.js';
import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { redisStore, uniqueNamespace } from '../store/redis-stores.js';
import { redisIndex, type TestRedisIndex, type TestRedisIndexSettings } from './redis-indexes.js';

const HERE: IndexSpace = { workspace: 'W', client: 'C', partition: 'P', embedding: 'E' };
const NEAR = Float32Array.of(1, 0.1, 0);
const vector = (...members: number[]): Float32Array => Float32Array.from(members);
const bytes = (of: Float32Array): Buffer => Buffer.from(of.buffer);
const pointers = (found: readonly { pointer: string }[]): string[] => found.map(({ pointer }) => pointer);

describe('vector sets', () => {
  let server: RedisServer;
  const open: { close(): Promise<void> }[] = [];
  const start = async (settings: TestRedisIndexSettings = {}): Promise<TestRedisIndex> => {
    const made = await redisIndex({ url: server.url }, settings);
    open.push(made);
    return made;
  };

  const hostClient = async (options: { replyMapping?: 'resp3' | 'legacy' } = {}): Promise<Redis> => {
    const client: Redis = new Redis(server.url, { lazyConnect: true, ...(options as object) });
    open.push({
      close: () => {
        client.disconnect();
        return Promise.resolve();
      },
    });
    await client.connect();
    return client;
  };

  beforeAll(async () => {
    server = await startRedis({ flavour: 'redis8' });
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

  it('lie under one key for each space, as float32', async () => {
    const { index, client, keys } = await start({ namespace: 'place' });
    await index.add(HERE, 'a.b', vector(3, 4, 0), 10_000);
    expect(await client.keys('place:*')).toEqual(['place:semantic:{W}:C:P:E']);
    const info = (await client.call('VINFO', keys.vectorSet(HERE))) as unknown[];
    expect(info.map(String)).toEqual(expect.arrayContaining(['quant-type', 'f32', 'vector-dim', '3']));
    const stored = (await client.call('VEMB', keys.vectorSet(HERE), 'a.b')) as string[];
    expect(stored.map(Number)).toEqual([expect.closeTo(0.6), expect.closeTo(0.8), 0]);
  });

  it('live as long as the longest of their vectors, and a shorter one changes nothing', async () => {
    const { index, client, keys } = await start();
    const ttl = (): Promise<number> => client.pttl(keys.vectorSet(HERE));
    await index.add(HERE, 'a', NEAR, 10_000);
    expect(await ttl()).toBeGreaterThan(10_000);
    await index.add(HERE, 'b', NEAR, 1_000_000);
    const long = await ttl();
    expect(long).toBeGreaterThan(1_000_000);
    expect(long).toBeLessThan(1_100_000);
    await index.add(HERE, 'c', NEAR, 10);
    expect(await ttl()).toBeGreaterThan(1_000_000);
    await index.add(HERE, 'd', NEAR, Infinity);
    expect(await ttl()).toBeGreaterThan(1e12);
  });

  it('directions that float32 arithmetic would lose are kept', async () => {
    const { index } = await start();
    await index.add(HERE, 'tiny', vector(1e-30, 0, 0), 10_000);
    await index.add(HERE, 'huge', vector(0, 1e30, 0), 10_000);
    const [first] = await index.search(HERE, vector(1e30, 0, 0), 1);
    expect(first).toEqual({ pointer: 'tiny', similarity: expect.closeTo(1, 6) as number });
  });

  it('that have ended are deleted by later adds, a few with each', async () => {
    const clock = new ManualClock();
    const { index, client, keys } = await start({ clock });
    for (let i = 0; i < 40; i++) await index.add(HERE, `gone ${i}`, vector(i + 1, 1, 0), 1000);
    await clock.advance(2000);
    for (let i = 0; i < 40; i++) await index.add(HERE, `new ${i}`, vector(1, i + 1, 0), 100_000);
    const names = (await client.call('VRANDMEMBER', keys.vectorSet(HERE), 100)) as string[];
    // Each add looks at four at random: that one of the forty is left to the end is rare, that ten are is impossible.
    expect(names.filter((name) => name.startsWith('gone')).length).toBeLessThan(10);
    expect(names.filter((name) => name.startsWith('new'))).toHaveLength(40);
  });

  it('stay below their bound, and those that end sooner make room', async () => {
    const { index, client, keys } = await start({ maxVectorsPerSpace: 20 });
    for (let i = 0; i < 20; i++) await index.add(HERE, `short ${i}`, vector(i + 1, 1, 0), 10_000);
    for (let i = 0; i < 60; i++) {
      await index.add(HERE, `long ${i}`, vector(1, i + 1, 0), 100_000);
      expect(await client.call('VCARD', keys.vectorSet(HERE))).toBe(20);
      // What an add noted is never what it evicts.
      expect(await client.call('VGETATTR', keys.vectorSet(HERE), `long ${i}`)).not.toBeNull();
    }
    const names = (await client.call('VRANDMEMBER', keys.vectorSet(HERE), 100)) as string[];
    expect(names.filter((name) => name.startsWith('short')).length).toBeLessThan(5);
  });

  describe('poisoned by somebody who writes to the server', () => {
    it('vectors without a direction are similar to nothing', async () => {
      const { index, client, keys } = await start();
      const set = keys.vectorSet(HERE);
      await index.add(HERE, 'good', NEAR, 10_000);
      const poison = async (name: string, members: number[]): Promise<void> => {
        const attributes = JSON.stringify({ e: 1e15 });
        const written = bytes(Float32Array.from(members));
        await client.call('VADD', set, 'FP32', written, name, 'NOQUANT', 'SETATTR', attributes);
      };
      await poison('zero', [0, 0, 0]);
      expect(await index.search(HERE, NEAR, 10)).toEqual([
        { pointer: 'good', similarity: expect.closeTo(1, 6) as number },
        { pointer: 'zero', similarity: expect.closeTo(0, 6) as number },
      ]);
      // Nothing is near to NaN: it may hide others in the server's graph, which costs hits, and is no hit itself.
      await poison('nan', [NaN, NaN, NaN]);
      const found = pointers(await index.search(HERE, NEAR, 10));
      expect(['good', 'zero']).toEqual(expect.arrayContaining(found));
    });

    it('elements without an end, or with one that is no number, are left out and deleted', async () => {
      const { index, client, keys } = await start();
      const set = keys.vectorSet(HERE);
      await client.call('VADD', set, 'FP32', bytes(NEAR), 'bare', 'NOQUANT');
      await client.call('VADD', set, 'FP32', bytes(NEAR), 'odd', 'NOQUANT', 'SETATTR', '{"e":"x"}');
      await index.add(HERE, 'good', vector(0, 0, 1), 10_000);
      expect(pointers(await index.search(HERE, NEAR, 10))).toEqual(['good']);
      expect(await client.call('VCARD', set)).toBe(1);
    });

    it('a set of other dimensions refuses with a RangeError, a key of another type with a typed error', async () => {
      const { index, client, keys } = await start();
      await client.call('VADD', keys.vectorSet(HERE), 'FP32', bytes(vector(1, 2)), 'x', 'NOQUANT');
      await expect(index.add(HERE, 'a', NEAR, 1000)).rejects.toThrow(RangeError);
      await expect(index.search(HERE, NEAR, 1)).rejects.toThrow(RangeError);
      const there = { ...HERE, client: 'D' };
      await client.set(keys.vectorSet(there), 'text');
      await expect(index.add(there, 'a', NEAR, 1000)).rejects.toThrow(VectorIndexError);
      await expect(index.search(there, NEAR, 1)).rejects.toThrow(VectorIndexError);
      expect(await index.drop({ workspace: 'W' })).toBe(1);
      expect(await client.exists(keys.vectorSet(HERE), keys.vectorSet(there))).toBe(0);
    });
  });

  it('are erased without a trace, and nothing else of the namespace or beside it is', async () => {
    const namespace = uniqueNamespace();
    const ours = await start({ namespace });
    const longer = await start({ namespace: `${namespace}-archive` });
    await ours.index.add(HERE, 'a', NEAR, 10_000);
    await longer.index.add(HERE, 'a', NEAR, 10_000);
    await ours.client.set(`${namespace}:query:{W}:w`, 'incarnation');
    await ours.client.set(`${namespace}:semantic:W:digest`, 'an entry of a layer of this name');
    await ours.index.clear();
    expect((await ours.client.keys(`${namespace}*`)).sort()).toEqual(
      [longer.keys.vectorSet(HERE), `${namespace}:query:{W}:w`, `${namespace}:semantic:W:digest`].sort(),
    );
  });

  it("are deleted by the store's clear as well, which does not count them as entries", async () => {
    const { index, client, keys } = await start();
    await index.add(HERE, 'a', NEAR, 10_000);
    const store = redisStore({ url: server.url }, keys.namespace);
    await store.start();
    expect(await store.clear()).toEqual({ acknowledged: true, entries: 0 });
    expect(await client.exists(keys.vectorSet(HERE))).toBe(0);
    await store.stop();
  });

  it("a host's client keeps no listener of ours and stays open", async () => {
    const client = await hostClient();
    const before = client.listenerCount('ready');
    const { index, close } = await redisIndex({ client });
    expect(index.supported).toBe(true);
    expect(client.listenerCount('ready')).toBe(before + 1);
    await close();
    expect(client.listenerCount('ready')).toBe(before);
    expect(await client.ping()).toBe('PONG');
  });

  it.each(['resp3', 'legacy'] as const)(
    "replies are read whatever the host's client makes of them: %s",
    async (replyMapping) => {
      const { index, close } = await redisIndex({ client: await hostClient({ replyMapping }) });
      open.unshift({ close });
      await index.add(HERE, 'a', NEAR, 10_000);
      await index.add(HERE, 'b', vector(1, 0, 0), 10_000);
      expect(await index.search(HERE, NEAR, 3)).toEqual([
        { pointer: 'a', similarity: expect.closeTo(1, 6) as number },
        { pointer: 'b', similarity: expect.closeTo(0.995, 3) as number },
      ]);
      await index.clear();
    },
  );
});

describe('a server of vector sets that fails', () => {
  const DEADLINE_MS = 300;
  let server: RedisServer;
  let made: TestRedisIndex;

  beforeEach(async () => {
    server = await startRedis({ flavour: 'redis8', appendonly: true });
    made = await redisIndex({ url: server.url }, { commandTimeoutMs: DEADLINE_MS });
    await made.index.add(HERE, 'a', NEAR, 100_000);
  }, 60_000);
  afterEach(async () => {
    await made.close();
    await server.stop();
  });

  const rejectsInTime = async (work: () => Promise<unknown>): Promise<void> => {
    const begin = performance.now();
    await expect(work()).rejects.toMatchObject({ code: 'VECTOR_INDEX', reason: 'unavailable' });
    // A busy machine's timers come late; without a deadline it would be for ever.
    expect(performance.now() - begin).toBeLessThan(DEADLINE_MS * 10);
  };
  const everything = async (): Promise<void> => {
    const { index } = made;
    await rejectsInTime(() => index.search(HERE, NEAR, 1));
    await rejectsInTime(() => index.add(HERE, 'b', NEAR, 1000));
    await rejectsInTime(() => index.remove(HERE, ['a']));
    await rejectsInTime(() => index.drop(HERE));
    await rejectsInTime(() => index.clear());
  };

  it('killed: everything rejects at once, and works again after its return', async () => {
    await server.kill();
    await everything();
    await server.restart();
    await waitUntil(
      'the client has reconnected',
      async () => (await made.index.search(HERE, NEAR, 1)).length === 1,
    );
    await made.index.add(HERE, 'b', NEAR, 1000);
    expect(made.index.supported).toBe(true);
  });

  it('hanging: everything rejects at the deadline', async () => {
    await server.pause();
    await everything();
    await server.resume();
  });

  it('full: an add rejects, searches and erasure go on', async () => {
    const { client, index } = made;
    await client.config('SET', 'maxmemory', '1');
    await rejectsInTime(() => index.add(HERE, 'b', NEAR, 1000));
    expect(await index.search(HERE, NEAR, 1)).toHaveLength(1);
    await index.remove(HERE, ['a']);
    expect(await index.search(HERE, NEAR, 1)).toEqual([]);
    await client.config('SET', 'maxmemory', '0');
    await index.add(HERE, 'b', NEAR, 1000);
    await client.config('SET', 'maxmemory', '1');
    expect(await index.drop(HERE)).toBe(1);
  });
});
