import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { createCache, type Cache, type CacheOptions } from '../../src/engine.js';
import { KeyRing } from '../../src/cache/encryption/key-ring.js';
import { SealedScopedStore } from '../../src/cache/encryption/sealed-scoped-store.js';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { systemClock } from '../../src/cache/core/clock.js';
import { createEmbeddingService } from '../../src/engine.js';
import { scopedStoreConformance } from '../../src/testing.js';
import { gate } from '../layers/support/caches.js';
import { redisUnderTest } from '../store/redis-stores.js';
import { startRedis, withClient, type RedisServer } from '../support/redis/index.js';

const newKey = (id: string) => ({ id, key: randomBytes(32).toString('base64') });
const KEY = newKey('2026-11');

const MAYA = { workspaceId: 'Lindenhof Clinic', clientId: 'Maya Lindqvist' };
const SECRETS = {
  question: 'does Maya still dream of the flooded cellar',
  answer: 'She dreamt of it twice since August.',
  note: 'Maya reports a recurring dream of a flooded cellar.',
  embedded: 'text of an embedded note about insomnia',
  message: 'please cancel my thursday appointment',
  intent: 'cancellation-of-appointment',
  prompt: 'Summarise the note of the ninth of June',
  reply: 'A calm session about boundaries.',
  event: 'streamed words about the harbour',
  workspace: MAYA.workspaceId,
  client: MAYA.clientId,
};

describe('encrypted entries', () => {
  let server: RedisServer;
  const caches: Cache[] = [];
  const corrupt: string[] = [];
  const warnings: string[] = [];
  let namespace: string;

  const open = async (options: CacheOptions = {}): Promise<Cache> => {
    const cache = createCache({
      namespace,
      redis: { url: server.url },
      commandTimeoutMs: 5000,
      encryption: { keys: [KEY] },
      observer: { ...silentObserver, corrupt: (layer) => void corrupt.push(layer) },
      logger: { log: () => undefined, warn: (message) => void warnings.push(message) },
      ...options,
    });
    caches.push(cache);
    await cache.start();
    return cache;
  };
  const redis = <T>(use: (client: Redis) => Promise<T>): Promise<T> => withClient(server, use);
  const ask = async (cache: Cache, scope: { workspaceId: string; clientId?: string } = MAYA) => {
    let computed = false;
    const answer = await cache.queries.getOrCompute(scope, SECRETS.question, () => {
      computed = true;
      return Promise.resolve({ answer: SECRETS.answer, of: scope.workspaceId });
    });
    return { answer, computed };
  };
  const scopeKeys = (client: Redis): Promise<string[]> => client.keys(`${namespace}:query:*:c:*`);

  beforeAll(async () => {
    server = await startRedis({ args: ['--rdbcompression', 'no'] });
  }, 60_000);
  beforeEach(() => {
    namespace = `enc-${randomUUID()}`;
    corrupt.length = 0;
    warnings.length = 0;
  });
  afterEach(async () => {
    await Promise.all(caches.splice(0).map((cache) => cache.stop()));
  });
  afterAll(() => server.stop());

  describe('keep the contract of a scoped store', () => {
    const ring = new KeyRing([KEY], systemClock);
    const sealed = async () => {
      const { store, peer, neighbour, close } = await redisUnderTest({ url: server.url });
      const seal = (inner: typeof store) => new SealedScopedStore(inner, ring, () => undefined);
      return { store: seal(store), peer: seal(peer!), neighbour: seal(neighbour!), close };
    };
    it.each(scopedStoreConformance(sealed))('$name', ({ run }) => run(), 30_000);
  });

  /** Fills every layer, and gives back what Redis would write to its disk. */
  const dumpOfEveryLayer = async (cache: Cache): Promise<Buffer> => {
    await ask(cache);
    const passages = [{ id: 'note-1', documentId: 'note-1', text: SECRETS.note, score: 0.9 }];
    const search = { query: SECRETS.question, collection: 'sessions' };
    await cache.retrievals.search(MAYA, search, () => Promise.resolve(passages));
    await cache.intents.classify(MAYA, SECRETS.message, {
      name: 'triage',
      version: 1,
      classify: () => Promise.resolve({ label: SECRETS.intent }),
    });
    await createEmbeddingService(cache).embed([SECRETS.embedded]);
    const call = { prompt: SECRETS.prompt, temperature: 0 };
    await cache.llm.reply(
      { workspaceId: MAYA.workspaceId, provider: 'p', model: 'm', call },
      () => true,
      () => Promise.resolve({ text: SECRETS.reply }),
    );
    const stream = await cache.queries.getOrCompute(MAYA, { query: SECRETS.question, name: 'stream' }, () =>
      Promise.resolve(
        (async function* () {
          yield await Promise.resolve({ text: SECRETS.event });
        })(),
      ),
    );
    for await (const event of stream) expect(event).toEqual({ text: SECRETS.event });
    await cache.stop();
    await redis((client) => client.save());
    return readFileSync(join(server.dir, 'dump.rdb'));
  };

  it('leave nothing readable in a dump of Redis', async () => {
    const cache = await open({ keySecret: 's'.repeat(32) });
    const dump = await dumpOfEveryLayer(cache);
    expect(await redis((client) => client.dbsize())).toBeGreaterThan(4);
    const found = Object.values(SECRETS).filter((secret) => dump.includes(secret));
    expect(found).toEqual([]);
  }, 30_000);

  it('would be found in that dump without a key: the search can fail', async () => {
    const cache = await open({ encryption: { keys: [] } });
    const dump = await dumpOfEveryLayer(cache);
    const { answer, note, intent, reply, event, workspace } = SECRETS;
    const found = Object.values(SECRETS).filter((secret) => dump.includes(secret));
    expect(found).toEqual([answer, note, intent, reply, event, workspace]);
  }, 30_000);

  it('are hits for every process with the key', async () => {
    const [one, other] = [await open(), await open()];
    expect((await ask(one)).computed).toBe(true);
    expect(await ask(other)).toEqual({
      answer: { answer: SECRETS.answer, of: MAYA.workspaceId },
      computed: false,
    });
  });

  it('stay readable while keys rotate, without a flush', async () => {
    const next = newKey('2027-01');
    await ask(await open());
    expect((await ask(await open({ encryption: { keys: [next, KEY] } }))).computed).toBe(false);
    expect(warnings.join()).not.toContain('encryption key');
    // What is stored from now on needs the new key only.
    const rotated = await open({ encryption: { keys: [next, KEY] } });
    await rotated.invalidator.workspace(MAYA.workspaceId);
    await ask(rotated);
    expect((await ask(await open({ encryption: { keys: [next] } }))).computed).toBe(false);
  });

  it('are misses, not alarms, under a key that is gone, and are replaced', async () => {
    await ask(await open());
    const later = await open({ encryption: { keys: [newKey('2027-01')] } });
    expect((await ask(later)).computed).toBe(true);
    expect((await ask(later)).computed).toBe(false);
    expect(corrupt).toEqual([]);
    expect(warnings.filter((line) => line.includes('encryption key'))).toHaveLength(1);
  });

  it('are corrupt when they were stored without a key', async () => {
    await ask(await open({ encryption: { keys: [] } }));
    const cache = await open();
    expect((await ask(cache)).computed).toBe(true);
    expect(corrupt).toEqual(['query_result']);
    expect((await ask(cache)).computed).toBe(false);
  });

  it("are corrupt in another tenant's place", async () => {
    const cache = await open();
    const theirs = { workspaceId: 'Other', clientId: MAYA.clientId };
    await ask(cache);
    await ask(cache, theirs);
    await redis(async (client) => {
      const keys = await scopeKeys(client);
      const hashes = await Promise.all(keys.map((key) => client.hgetallBuffer(key)));
      const field = (hash: Record<string, Buffer>) => Object.keys(hash).find((name) => name.length === 43)!;
      const [mine, other] = hashes as [Record<string, Buffer>, Record<string, Buffer>];
      // The whole value, its frame included, each in the other's field.
      await client.hset(keys[0]!, field(mine), other[field(other)]!);
      await client.hset(keys[1]!, field(other), mine[field(mine)]!);
    });
    expect(await ask(cache)).toMatchObject({ computed: true, answer: { of: MAYA.workspaceId } });
    expect(await ask(cache, theirs)).toMatchObject({ computed: true, answer: { of: 'Other' } });
    expect(corrupt).toEqual(['query_result', 'query_result']);
  });

  it('are not stored while the key store is away, and the request is served', async () => {
    const cache = await open({
      encryption: {
        keys: [KEY],
        workspaceSecrets: {
          secretOf: () => Promise.reject(new Error('away')),
          erase: () => Promise.resolve(),
        },
      },
    });
    expect((await ask(cache)).computed).toBe(true);
    expect((await ask(cache)).computed).toBe(true);
    expect(await redis(scopeKeys)).toEqual([]);
  });

  describe('of an erased workspace', () => {
    const secrets = () => {
      const known = new Map<string, Buffer>();
      return {
        secretOf: (workspace: string) => {
          known.set(workspace, known.get(workspace) ?? randomBytes(32));
          return Promise.resolve(known.get(workspace)!);
        },
        erase: (workspace: string) => {
          known.delete(workspace);
          return Promise.resolve();
        },
      };
    };

    it('are deleted, in every layer, and those of other workspaces are not', async () => {
      const workspaceSecrets = secrets();
      const cache = await open({ encryption: { keys: [KEY], workspaceSecrets } });
      const theirs = { workspaceId: 'Other' };
      const classify = jest.fn(() => Promise.resolve({ label: 'x' }));
      for (const scope of [MAYA, { workspaceId: MAYA.workspaceId }, theirs]) {
        await ask(cache, scope);
        await cache.intents.classify(scope, SECRETS.message, { name: 't', version: 1, classify });
      }
      expect(await cache.eraser.erase(MAYA.workspaceId)).toEqual({
        complete: true,
        acknowledged: true,
        keyErased: true,
        deleted: 3,
      });
      expect((await ask(cache, theirs)).computed).toBe(false);
      await cache.intents.classify(theirs, SECRETS.message, { name: 't', version: 1, classify });
      expect(classify).toHaveBeenCalledTimes(2);
      expect((await ask(cache)).computed).toBe(true);
    });

    it('leave no key behind that has the workspace in its name', async () => {
      const cache = await open();
      await cache.queries.getOrCompute(MAYA, SECRETS.question, ({ dependsOn }) => {
        dependsOn('note-1');
        return Promise.resolve(SECRETS.answer);
      });
      const { workspace } = new KeyDigester(namespace).scope(MAYA);
      // Vectors of a process that has the semantic layer; this one has not.
      await redis((client) => client.set(`${namespace}:semantic:{${workspace}}:c:p:e`, 'vectors'));
      const named = async () =>
        (await redis((client) => client.keys(`${namespace}:*`))).filter((key) => key.includes(workspace));
      expect((await named()).length).toBeGreaterThan(3);
      expect(await cache.eraser.erase(MAYA.workspaceId)).toMatchObject({ complete: true, deleted: 1 });
      expect(await named()).toEqual([]);
      expect((await ask(cache)).computed).toBe(true);
    });

    it('are not stored anew by what was being computed, in any layer', async () => {
      const workspaceSecrets = secrets();
      const cache = await open({ encryption: { keys: [KEY], workspaceSecrets } });
      const { reached, open: letGo, pass } = gate();
      const classify = jest.fn(async () => {
        await pass();
        return { label: SECRETS.intent };
      });
      const triage = () => cache.intents.classify(MAYA, SECRETS.message, { name: 't', version: 1, classify });
      const call = { workspaceId: MAYA.workspaceId, provider: 'p', model: 'm', call: { prompt: 'x' } };
      const reply = async () => {
        const { parts } = await cache.llm.stream({ ...call, call: { ...call.call, temperature: 0 } }, () =>
          Promise.resolve(
            (async function* () {
              await pass();
              yield { type: 'text-delta', delta: SECRETS.reply };
              const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
              yield { type: 'finish', finishReason: { unified: 'stop' }, usage };
            })(),
          ),
        );
        for await (const part of parts) expect(part).toBeDefined();
      };
      const answer = async () => {
        const work = async () => {
          await pass();
          return { answer: SECRETS.answer };
        };
        await cache.queries.getOrCompute(MAYA, SECRETS.question, work);
      };
      const running = [triage(), reply(), answer()];
      await reached;
      expect(await cache.eraser.erase(MAYA.workspaceId)).toMatchObject({ complete: true });
      letGo();
      await Promise.all(running);
      const left = await redis((client) => client.keys(`${namespace}:*`));
      const { workspace } = new KeyDigester(namespace).scope(MAYA);
      expect(left.filter((key) => key.includes(`:${workspace}:`))).toEqual([]);
      await triage();
      expect(classify).toHaveBeenCalledTimes(2);
      // What is computed afterwards is kept.
      await triage();
      expect(classify).toHaveBeenCalledTimes(2);
    });

    it('cannot be read from a backup either', async () => {
      const workspaceSecrets = secrets();
      const cache = await open({ encryption: { keys: [KEY], workspaceSecrets } });
      await ask(cache);
      const backup = await redis(async (client) => {
        const [key] = (await scopeKeys(client)) as [string];
        return {
          key,
          bytes: await client.dumpBuffer(key),
          workspace: await client.get(key.replace(/c:.*/, 'w')),
        };
      });
      await cache.eraser.erase(MAYA.workspaceId);
      await redis(async (client) => {
        await client.restore(backup.key, 0, backup.bytes, 'REPLACE');
        await client.set(backup.key.replace(/c:.*/, 'w'), backup.workspace!);
      });
      // As true as it can be for the protocol, and yet no hit: nobody has the secret any more.
      expect((await ask(cache)).computed).toBe(true);
      expect(corrupt).toEqual([]);
    });

    it('are said to be left when Redis is away', async () => {
      const cache = await open({ redis: { url: 'redis://127.0.0.1:1' }, commandTimeoutMs: 50 });
      expect(await cache.eraser.erase(MAYA.workspaceId)).toEqual({
        complete: false,
        acknowledged: false,
        keyErased: false,
        deleted: 0,
      });
    });
  });
});
