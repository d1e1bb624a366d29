import { systemClock } from '../../src/cache/core/clock.js';
import { FallbackVectorIndex } from '../../src/cache/semantic/index/fallback-vector-index.js';
import type { IndexSpace } from '../../src/cache/semantic/index/vector-index.js';
import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { NaiveVectorIndex } from './naive-vector-index.js';
import { redisIndex, type TestRedisIndex } from './redis-indexes.js';

const HERE: IndexSpace = { workspace: 'W', client: 'C', partition: 'P', embedding: 'E' };
const VECTOR = Float32Array.of(1, 2, 3);
const UNSUPPORTED = { code: 'VECTOR_INDEX', reason: 'unsupported', message: /Redis 8/ };

describe.each(['redis7', 'valkey'] as const)('a %s server, which has no vector sets', (flavour) => {
  let server: RedisServer;
  let made: TestRedisIndex;

  beforeAll(async () => {
    server = await startRedis({ flavour });
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    made = await redisIndex({ url: server.url });
  });
  afterEach(() => made.close());

  const commands = (): (() => Promise<unknown>)[] => [
    () => made.index.add(HERE, 'a', VECTOR, 1000),
    () => made.index.search(HERE, VECTOR, 1),
    () => made.index.remove(HERE, ['a']),
  ];

  it('is found out at the start; commands reject and say what is needed', async () => {
    expect(made.index.supported).toBe(false);
    for (const command of commands()) {
      await expect(command()).rejects.toMatchObject({ code: 'VECTOR_INDEX', reason: 'unsupported' });
      await expect(command()).rejects.toThrow(UNSUPPORTED.message);
    }
  });

  it.each([0, 1, 2])('is found out by the first command of a user who may not ask (%i)', async (which) => {
    const rules = ['on', 'nopass', '~*', '&*', '+@all', '-command'];
    await made.client.call('ACL', 'SETUSER', 'shy', ...rules);
    await made.close();
    made = await redisIndex({ url: server.url.replace('://', '://shy:any@') });
    expect(made.index.supported).toBeUndefined();
    await expect(commands()[which]?.()).rejects.toMatchObject({ reason: 'unsupported' });
    expect(made.index.supported).toBe(false);
  });

  it('has nothing to erase', async () => {
    expect(await made.index.drop({ workspace: 'W' })).toBe(0);
    await expect(made.index.clear()).resolves.toBeUndefined();
  });

  it('another index takes its place, with one line in the log', async () => {
    const warnings: string[] = [];
    const memory = new NaiveVectorIndex(systemClock);
    const index = new FallbackVectorIndex({
      preferred: made.index,
      fallback: memory,
      warn: (line) => warnings.push(line),
    });
    await index.start();
    expect(index.kind).toBe(memory.kind);
    await index.add(HERE, 'a', VECTOR, 60_000);
    await index.add(HERE, 'b', VECTOR, 60_000);
    await index.remove(HERE, ['b']);
    expect((await index.search(HERE, VECTOR, 5)).map(({ pointer }) => pointer)).toEqual(['a']);
    expect(await index.drop({ workspace: 'W' })).toBe(1);
    await index.clear();
    expect(warnings).toEqual([expect.stringMatching(/redis index has no vectors/)]);
    await index.stop();
  });
});

describe('an upgrade to a server that has them', () => {
  it('is noticed with the reconnect, and said once', async () => {
    const [old, upgraded] = await Promise.all([
      startRedis({ flavour: 'redis7' }),
      startRedis({ flavour: 'redis8' }),
    ]);
    const proxy = await TcpProxy.start(old);
    const made = await redisIndex({ url: proxy.url });
    const warnings: string[] = [];
    const index = new FallbackVectorIndex({
      preferred: made.index,
      fallback: new NaiveVectorIndex(systemClock),
      warn: (line) => warnings.push(line),
    });
    try {
      await index.start();
      await index.add(HERE, 'before', VECTOR, 60_000);
      expect(index.kind).toBe('naive');
      proxy.retarget(upgraded);
      proxy.cut();
      await waitUntil('the index is used again', () => Promise.resolve(index.kind === 'redis'));
      await index.add(HERE, 'after', VECTOR, 60_000);
      expect((await index.search(HERE, VECTOR, 5)).map(({ pointer }) => pointer)).toEqual(['after']);
      expect(warnings).toEqual([
        expect.stringMatching(/redis index has no vectors/),
        expect.stringMatching(/redis index again/),
      ]);
      // What was noted meanwhile is erased as well.
      expect(await index.drop({ workspace: 'W' })).toBe(2);
    } finally {
      await index.stop();
      await made.close();
      await proxy.stop();
      await Promise.all([old.stop(), upgraded.stop()]);
    }
  }, 60_000);
});
