import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { StoreUnavailableError } from '../../src/cache/core/errors.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { RedisKeys } from '../../src/cache/store/redis/redis-keys.js';
import type { RedisStore } from '../../src/cache/store/redis/redis-store.js';
import type { BeginResult } from '../../src/cache/store/scoped-store.js';
import { createCache } from '../../src/engine.js';
import { startRedis, waitUntil, withClient, type RedisServer } from '../support/redis/index.js';
import { redisStore, uniqueNamespace } from './redis-stores.js';

const NOW = Date.UTC(2030, 0, 1);
const digester = new KeyDigester('faults');
const DOCUMENT = digester.id('document');
const scope = digester.scope({ workspaceId: 'w', clientId: 'c' });
const address = digester.address({ name: 'l', version: 1 }, scope, digester.id('tag'), 'material');

type Miss = Extract<BeginResult, { status: 'miss' }>;

function begin(store: RedisStore, to = address): Promise<BeginResult> {
  return store.begin({ address: to, now: NOW, notBefore: 0, ttlMs: 60_000 });
}

async function token(store: RedisStore, to = address): Promise<Miss['token']> {
  const result = await begin(store, to);
  expect(result.status).toBe('miss');
  return (result as Miss).token;
}

function fill(store: RedisStore, under: Miss['token'], documents = [DOCUMENT], ms = 60_000, to = address) {
  const life = { createdAt: NOW, expiresAt: NOW + ms };
  return store.fill({ address: to, token: under, entry: Buffer.from('answer'), documents, ...life });
}

describe.each(['redis7', 'redis8', 'valkey'] as const)('what can happen to a %s server', (flavour) => {
  let server: RedisServer;
  let store: RedisStore;
  let keys: RedisKeys;
  let namespace: string;

  beforeAll(async () => {
    server = await startRedis({ flavour });
  }, 60_000);
  afterAll(() => server.stop());

  beforeEach(async () => {
    namespace = uniqueNamespace();
    keys = new RedisKeys(namespace);
    store = redisStore({ url: server.url }, namespace);
    await store.start();
  });
  afterEach(() => store.stop());

  const faults: [string, (client: Redis) => Promise<unknown>, { fill: string; read: string }][] = [
    ['SCRIPT FLUSH', (client) => client.script('FLUSH'), { fill: 'stored', read: 'hit' }],
    ['FLUSHALL', (client) => client.flushall(), { fill: 'refused', read: 'miss' }],
    ['loss of w', (client) => client.del(keys.workspace(scope.workspace)), { fill: 'refused', read: 'miss' }],
    ['loss of c:C', (client) => client.del(keys.scope(scope)), { fill: 'refused', read: 'miss' }],
    [
      'loss of c:_',
      (client) => client.del(keys.workspaceWide(scope.workspace)),
      { fill: 'stored', read: 'hit' },
    ],
    // Stored entries have their own documents' incarnations; only fills need that of "any document".
    [
      'loss of d',
      (client) => client.del(keys.anyDocument(scope.workspace)),
      { fill: 'refused', read: 'hit' },
    ],
    [
      'loss of d:D',
      (client) => client.del(keys.document(scope.workspace, DOCUMENT)),
      { fill: 'stored', read: 'miss' },
    ],
  ];

  it.each(faults)('%s in mid-flight: the fill is refused or true', async (_, fault, expected) => {
    const under = await token(store);
    await withClient(server, fault);
    expect(await fill(store, under)).toBe(expected.fill);
    // In either case the next one is right again.
    const next = await begin(store);
    if (next.status === 'miss') expect(await fill(store, next.token)).toBe('stored');
    expect((await begin(store)).status).toBe('hit');
  });

  it.each(faults)('%s after the fill: a true hit or a miss', async (_, fault, expected) => {
    expect(await fill(store, await token(store))).toBe('stored');
    await withClient(server, fault);
    expect((await begin(store)).status).toBe(expected.read);
  });

  it('keys start with the namespace, hold digests only, and all of them expire', async () => {
    const ids = ['client-of', 'document 7'];
    const cache = createCache({ namespace, redis: { url: server.url }, keySecret: randomUUID() });
    await cache.start();
    await cache.queries.getOrCompute(
      { workspaceId: 'workspace-of-patients', clientId: 'client-of-patients' },
      'a question about Jane',
      (context) => {
        context.dependsOn('document 7');
        return Promise.resolve('an answer about Jane');
      },
    );
    await begin(store);
    await cache.stop();
    await withClient(server, async (client) => {
      const all = await client.keys('*');
      const mine = all.filter((key) => key.startsWith(`${namespace}:`));
      expect(mine.length).toBeGreaterThanOrEqual(6); // w, c:C and d of either scope, d:D of one
      for (const key of mine) {
        expect(key).toMatch(/^[A-Za-z0-9_-]+:query:\{[A-Za-z0-9_-]{43}\}:(w|d|c:(_|[\w-]{43})|d:[\w-]{43})$/);
        expect(await client.pttl(key)).toBeGreaterThan(0);
        const fields = (await client.type(key)) === 'hash' ? await client.hkeys(key) : [];
        for (const field of fields) expect(field).toMatch(/^(#[gwr]|([lq]:)?[A-Za-z0-9_-]{43})$/);
        for (const id of [...ids, 'patients', 'question']) {
          expect(`${key} ${fields.join(' ')}`).not.toContain(id);
        }
      }
    });
  });

  it('what lies in the hash and is no entry is a miss, and is gone after it', async () => {
    const life = `${NOW} ${NOW + 60_000}`;
    const frames = [
      '',
      'garbage',
      '\n',
      `${life}\nx`,
      `x ${NOW} -  \nx`,
      `${life} - `,
      Buffer.from([0xff, 0, 10]),
    ];
    await token(store);
    await withClient(server, async (client) => {
      for (const frame of frames) {
        await client.hset(keys.scope(scope), address.field, frame);
        expect(await begin(store)).toMatchObject({ status: 'miss', reason: 'corrupt' });
        expect(await client.hexists(keys.scope(scope), address.field)).toBe(0);
      }
    });
  });

  it('an envelope with one changed byte, or of another client, is computed again and replaced', async () => {
    const corrupt = jest.fn();
    const cache = createCache({
      namespace,
      redis: { url: server.url },
      observer: { ...silentObserver, corrupt },
    });
    await cache.start();
    const ask = (clientId: string, answer: string): Promise<string> =>
      cache.queries.getOrCompute({ workspaceId: 'w', clientId }, 'q', () => Promise.resolve(answer));
    expect([await ask('a', 'first'), await ask('a', 'never')]).toEqual(['first', 'first']);
    await ask('b', 'foreign');

    await withClient(server, async (client) => {
      const digests = new KeyDigester(namespace);
      const entryOf = async (clientId: string): Promise<[key: string, field: string, value: Buffer]> => {
        const key = keys.scope(digests.scope({ workspaceId: 'w', clientId }));
        const field = (await client.hkeys(key)).find((name) => /^[\w-]{43}$/.test(name)) ?? '';
        return [key, field, (await client.hgetBuffer(key, field))!];
      };
      const [key, field, value] = await entryOf('a');
      value.writeUInt8(value.readUInt8(value.length - 2) ^ 1, value.length - 2);
      await client.hset(key, field, value);
      expect([await ask('a', 'second'), await ask('a', 'never')]).toEqual(['second', 'second']);
      expect(corrupt).toHaveBeenCalledTimes(1);

      const [, , foreign] = await entryOf('b');
      await client.hset(key, field, foreign);
      expect([await ask('a', 'third'), await ask('a', 'never')]).toEqual(['third', 'third']);
      expect(corrupt).toHaveBeenCalledTimes(2);
    });
    await cache.stop();
  });

  it('expired fields do not pile up, with or without HPEXPIRE', async () => {
    const rounds = 300;
    const at = (n: number) => digester.address({ name: 'l', version: 1 }, scope, digester.id('tag'), n);
    // Every one of these is dead by the time of the next one's fill.
    for (let n = 0; n < rounds; n++) {
      const now = NOW + 10 * n;
      const life = { createdAt: now, expiresAt: now + 5 };
      const begun = (await store.begin({ address: at(n), now, notBefore: 0, ttlMs: 5 })) as Miss;
      await store.fill({
        address: at(n),
        token: begun.token,
        entry: Buffer.from('x'),
        documents: [],
        ...life,
      });
    }
    await withClient(server, (client) =>
      waitUntil('few fields are left', async () => (await client.hlen(keys.scope(scope))) < 30, 5000),
    );
  });
});

describe('a server that comes and goes', () => {
  it('start resolves while it is down, begin rejects in time, and all is well when it comes up', async () => {
    const server = await startRedis({ flavour: 'redis8' });
    const warn = jest.fn();
    await server.kill();
    const store = redisStore({ url: server.url }, uniqueNamespace(), { warn, commandTimeoutMs: 250 });
    try {
      await store.start();
      expect(warn).toHaveBeenCalledTimes(1);
      expect(store.health()).toMatchObject({ status: 'down', notes: ['Redis is not connected.'] });
      const started = performance.now();
      await expect(begin(store)).rejects.toBeInstanceOf(StoreUnavailableError);
      await expect(store.invalidateClient(scope)).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(performance.now() - started).toBeLessThan(500);

      await server.restart();
      await waitUntil('the store is up', () => Promise.resolve(store.health().status === 'up'));
      expect(await fill(store, await token(store))).toBe('stored');
      expect((await begin(store)).status).toBe('hit');
      expect(warn).toHaveBeenCalledTimes(1);

      // Stalled, not gone: the connection stands and nothing answers.
      await server.pause();
      const stalled = performance.now();
      await expect(begin(store)).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(performance.now() - stalled).toBeLessThan(1000);
      await server.resume();
      await waitUntil('it answers again', async () => (await begin(store)).status === 'hit');
    } finally {
      await store.stop();
      await server.stop();
    }
  }, 60_000);
});

describe('a server that is full and may evict nothing', () => {
  it('still makes answers untrue, ends leases and deletes what is dead', async () => {
    const server = await startRedis({ flavour: 'redis8' });
    const store = redisStore({ url: server.url }, uniqueNamespace());
    try {
      await store.start();
      const lease = { owner: 'owner', ttlMs: 60_000 };
      const begun = await store.begin({ address, now: NOW, notBefore: 0, ttlMs: 60_000, lease });
      expect(begun).toMatchObject({ status: 'miss', lease: 'granted' });
      const held = { address, token: (begun as Miss).token, owner: 'owner' };
      expect(await fill(store, held.token)).toBe('stored');
      const memory = (bytes: string) =>
        withClient(server, (admin) =>
          admin.config('SET', 'maxmemory', bytes, 'maxmemory-policy', 'noeviction'),
        );
      await memory('1');
      await expect(fill(store, held.token)).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(await store.renewLease(held, 60_000)).toBe(true);
      await store.releaseLease(held);
      expect(await store.renewLease(held, 60_000)).toBe(false);
      expect(await store.invalidateTag(scope, address.tag)).toMatchObject({ acknowledged: true, entries: 1 });
      expect(await store.invalidateWorkspace(scope.workspace)).toMatchObject({ acknowledged: true });
      expect(await store.sweep(scope.workspace)).toBe(1);
      await memory('0');
      expect((await begin(store)).status).toBe('miss');
    } finally {
      await store.stop();
      await server.stop();
    }
  }, 20_000);
});

describe('replicas that are missing', () => {
  it('keep every kind of invalidation from being acknowledged', async () => {
    const url = process.env['TEST_REDIS_URL'] ?? '';
    const store = redisStore({ url }, uniqueNamespace(), { replicas: 1, replicaTimeoutMs: 20 });
    await store.start();
    const scope = { workspace: 'w', client: 'c' };
    for (const invalidate of [
      () => store.invalidateClient(scope),
      () => store.invalidateWorkspace('w'),
      () => store.invalidateTag(scope, 't'),
      () => store.invalidateDocument('w', 'd'),
      () => store.clear(),
    ]) {
      expect(await invalidate()).toMatchObject({ acknowledged: false, reason: 'replicas' });
    }
    await store.stop();
  });
});

describe('a client of the host', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ flavour: 'redis8' });
  }, 60_000);
  afterAll(() => server.stop());

  it('is used, never closed, and keeps none of our listeners', async () => {
    const client = new Redis(server.url);
    const names = ['error', 'ready', 'end', 'close', 'connect', 'reconnecting'];
    const listeners = (): number[] => names.map((name) => client.listenerCount(name));
    await client.ping();
    const before = listeners();
    for (let round = 0; round < 3; round++) {
      const store = redisStore({ client }, uniqueNamespace());
      await store.start();
      expect(store.health().status).toBe('up');
      expect(await fill(store, await token(store))).toBe('stored');
      await store.stop();
    }
    expect(listeners()).toEqual(before);
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
  });

  it('that would queue its commands for ever keeps nobody waiting', async () => {
    const client = new Redis(server.url); // ioredis' own defaults: no time-out, an offline queue
    const cache = createCache({ redis: { client }, namespace: uniqueNamespace(), commandTimeoutMs: 250 });
    const store = redisStore({ client }, uniqueNamespace(), { commandTimeoutMs: 250 });
    try {
      await Promise.all([cache.start(), store.start()]);
      await server.pause();
      const started = performance.now();
      const compute = (): Promise<string> => Promise.resolve('computed');
      const asked = { workspaceId: 'w', clientId: 'c' };
      await expect(cache.queries.getOrCompute(asked, 'question', compute)).resolves.toBe('computed');
      await expect(cache.invalidator.client('w', 'c')).resolves.toMatchObject({ acknowledged: false });
      await expect(store.invalidateTag(scope, 'tag')).rejects.toBeInstanceOf(StoreUnavailableError);
      await expect(store.sweep('w')).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(performance.now() - started).toBeLessThan(2000);
    } finally {
      await server.resume();
      await Promise.all([cache.stop(), store.stop()]);
      client.disconnect();
    }
  }, 20_000);

  it('with a keyPrefix is refused, by option and by client', () => {
    const client = new Redis(server.url, { keyPrefix: 'host:', lazyConnect: true });
    expect(() => redisStore({ client }, 'ns')).toThrow(/^Option "redis.client" has a keyPrefix/);
    client.disconnect();
  });

  it('without +info works, says so once, and is degraded', async () => {
    await withClient(server, (admin) =>
      admin.call('ACL', 'SETUSER', 'cache', 'on', '>secret', '~*', '&*', '+@all', '-info'),
    );
    const warn = jest.fn();
    // ioredis itself prints that its ready check is skipped.
    const print = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const url = server.url.replace('redis://', 'redis://cache:secret@');
    const store = redisStore({ url }, uniqueNamespace(), { warn });
    try {
      await store.start();
      expect(await fill(store, await token(store))).toBe('stored');
      expect((await begin(store)).status).toBe('hit');
      expect(await store.invalidateClient(scope)).toMatchObject({ acknowledged: true });
      expect(store.health()).toMatchObject({ status: 'degraded', notes: [expect.stringContaining('+info')] });
      // A reconnect finds the same and does not say it again.
      await withClient(server, (admin) => admin.call('CLIENT', 'KILL', 'USER', 'cache'));
      await waitUntil('it is connected again', async () => (await begin(store)).status === 'miss');
      expect(warn.mock.calls.flat().filter((message: string) => message.includes('+info'))).toHaveLength(1);
    } finally {
      await store.stop();
      print.mockRestore();
    }
  });
});
