import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCache, type Cache, type CacheOptions, type EmbeddingProvider } from '../../src/engine.js';
import { startRedis, withClient, type RedisServer } from '../support/redis/index.js';

const MAYA = { workspaceId: 'Lindenhof Clinic', clientId: 'Maya Lindqvist' };
const ASKED = 'does Maya still dream of the flooded cellar';
const REWORDED = 'does Maya still dream about the flooded cellar?';
const ANSWER = 'She dreamt of it twice since August.';
const KEY = { id: '2026-11', key: randomBytes(32).toString('base64') };

const provider: EmbeddingProvider = {
  name: 'one-vector',
  model: 'constant',
  maxBatch: 16,
  embed: (texts) => Promise.resolve({ vectors: texts.map(() => [0.6, 0.8]), tokens: texts.length }),
};

describe('similar questions, with entries sealed and versions compared, on Redis 8', () => {
  let server: RedisServer;
  let version: number;
  const caches: Cache[] = [];

  const open = async (namespace: string, options: CacheOptions = {}): Promise<Cache> => {
    const cache = createCache({
      namespace,
      redis: { url: server.url },
      commandTimeoutMs: 5000,
      encryption: { keys: [KEY] },
      embedding: { provider },
      semantic: { enabled: true, index: 'redis', timeoutMs: 5000 },
      scopeVersions: { get: () => Promise.resolve(version) },
      ...options,
    });
    caches.push(cache);
    await cache.start();
    return cache;
  };
  const ask = async (cache: Cache, question: string, answer = ANSWER) => {
    const resolution = await cache.queries.resolve(MAYA, question, async () => {
      // A computation takes a moment, in which the question's vector is there.
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      return { answer };
    });
    await cache.scoped.settled();
    return resolution.source === 'hit'
      ? { via: resolution.via, value: await resolution.value() }
      : { via: resolution.source, value: resolution.computed };
  };

  beforeAll(async () => {
    server = await startRedis({ flavour: 'redis8', args: ['--rdbcompression', 'no'] });
  }, 60_000);
  beforeEach(() => void (version = 1));
  afterEach(async () => {
    for (const cache of caches.splice(0)) await cache.stop();
  });
  afterAll(() => server.stop());

  it('are answered by another process, and leave no word of theirs in a dump', async () => {
    const namespace = `sealed-${randomUUID()}`;
    const [one, other] = [await open(namespace), await open(namespace)];
    await ask(one, ASKED);
    expect(await ask(other, REWORDED, 'another')).toEqual({ via: 'semantic', value: { answer: ANSWER } });
    await other.queries.keepApart(MAYA, REWORDED, ASKED);
    expect((await ask(other, REWORDED, 'another')).via).toBe('computed');
    const dump = await withClient(server, async (redis) => {
      expect((await redis.keys(`${namespace}:semantic:*`)).length).toBe(1);
      await redis.save();
      return readFileSync(join(server.dir, 'dump.rdb'), 'latin1').toLowerCase();
    });
    expect(dump).toContain(namespace);
    for (const text of [ASKED, REWORDED, ANSWER, 'flooded', 'Maya', 'Lindenhof']) {
      expect(dump).not.toContain(text.toLowerCase());
    }
  });

  it('are not answered from before a change that nobody announced', async () => {
    const cache = await open(`strict-${randomUUID()}`);
    await ask(cache, ASKED);
    version = 2;
    expect(await ask(cache, REWORDED, 'new')).toEqual({ via: 'computed', value: { answer: 'new' } });
    // Its own entry of the new version now answers the first question too.
    expect(await ask(cache, ASKED, 'newer')).toEqual({ via: 'semantic', value: { answer: 'new' } });
  });

  it('are not answered from before a change that is committed during the search', async () => {
    const cache = await open(`race-${randomUUID()}`, {
      embedding: {
        provider: {
          ...provider,
          embed: (texts, ...rest) => {
            if (texts.some((text) => text.includes('about'))) version = 2;
            return provider.embed(texts, ...rest);
          },
        },
      },
    });
    await ask(cache, ASKED);
    expect((await ask(cache, REWORDED, 'new')).value).toEqual({ answer: 'new' });
  });

  it('find nothing of what was computed while the scope settled', async () => {
    const cache = await open(`settle-${randomUUID()}`, { settleMs: 60_000 });
    expect((await ask(cache, ASKED, 'lagging')).via).toBe('computed');
    expect((await ask(cache, REWORDED, 'lagging too')).via).toBe('computed');
    expect((await cache.queries.explain(MAYA, REWORDED)).answer).toBe('computed');
  });
});
