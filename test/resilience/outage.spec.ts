import { Redis } from 'ioredis';
import { jsonCodec } from '../../src/engine.js';
import { startRedis, waitUntil, withClient, type RedisServer } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { CacheUnderFault, COMMAND_TIMEOUT_MS, RECOVERY_MS, SLACK_MS } from './cache-under-fault.js';

jest.setTimeout(60_000);

/** What a test has started, ended in the reverse order, however the test ends. */
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Fault {
  readonly name: string;
  readonly begin: (server: RedisServer, proxy: TcpProxy) => unknown;
  readonly end: (server: RedisServer, proxy: TcpProxy) => unknown;
}

const REPLICATE = ['REPLICAOF', '127.0.0.1', '1'] as const;

const FAULTS: readonly Fault[] = [
  {
    name: 'kill -9 and a restart from the file',
    begin: (server) => server.kill(),
    end: (server) => server.restart(),
  },
  { name: 'SIGSTOP and SIGCONT', begin: (server) => server.pause(), end: (server) => server.resume() },
  { name: 'connections that break', begin: (_, proxy) => proxy.part(), end: (_, proxy) => proxy.rejoin() },
  {
    name: 'a wire that swallows everything',
    begin: (_, proxy) => {
      proxy.hold('up');
      proxy.hold('down');
    },
    end: (_, proxy) => {
      proxy.release('up');
      proxy.release('down');
    },
  },
  {
    name: 'answers that are lost, of commands that are executed',
    begin: (_, proxy) => proxy.hold('down'),
    end: (_, proxy) => {
      proxy.cut();
      proxy.release('down');
    },
  },
  {
    name: 'a server that became a replica (READONLY)',
    begin: (server) => withClient(server, (admin) => admin.call(...REPLICATE)),
    end: (server) => withClient(server, (admin) => admin.call('REPLICAOF', 'NO', 'ONE')),
  },
];

describe.each(FAULTS)('$name', (fault) => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let subject: CacheUnderFault;
  const unhandled: unknown[] = [];
  const onUnhandled = (error: unknown): void => void unhandled.push(error);

  beforeEach(async () => {
    server = await startRedis({ appendonly: true, args: ['--appendfsync', 'always'] });
    proxy = await TcpProxy.start(server);
    subject = new CacheUnderFault({ url: proxy.url });
    await subject.start();
    process.on('unhandledRejection', onUnhandled);
  });

  afterEach(async () => {
    process.off('unhandledRejection', onUnhandled);
    await subject.cache.stop();
    await proxy.stop();
    await server.stop();
    expect(unhandled).toEqual([]);
  });

  it('costs one time-out, loses no invalidation, and ends within its bound', async () => {
    await subject.ask('ana', 'old');
    await subject.ask('ben', 'old');
    expect(subject.state).toBe('healthy');

    await fault.begin(server, proxy);
    const first = await subject.ask('ana', 'computed');
    expect(first).toMatchObject({ value: 'computed', fill: 'error' });
    expect(first.ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);
    const later = performance.now();
    for (let n = 0; n < 50; n++) expect((await subject.ask('ana', n)).value).toBe(n);
    // 2 ms each are promised; of fifty time-outs there would be 12 s.
    expect(performance.now() - later).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);
    expect(subject.state).toBe('open');
    expect(subject.cache.health().status).toBe('down');

    const outcome = await subject.invalidate('ana');
    expect(outcome).toMatchObject({
      acknowledged: false,
      reason: 'store_unavailable',
      pending: 'memory',
    });
    await subject.invalidate('ana');
    expect(subject.waiting).toBe(1);
    expect(subject.cache.health()).toMatchObject({ pendingInvalidations: 1 });
    expect(subject.cache.health().notes[0]).toBe('Invalidations wait to be applied: 1.');

    await fault.end(server, proxy);
    const back = performance.now();
    await waitUntil('it is healthy', () => Promise.resolve(subject.state === 'healthy'), 10_000);
    expect(performance.now() - back).toBeLessThan(RECOVERY_MS);
    expect(subject.waiting).toBe(0);
    expect(subject.replayed).toEqual([{ workspaceId: 'w', invalidations: 2 }]);
    expect(await subject.ask('ana', 'new')).toMatchObject({ value: 'new', fill: 'stored' });
    expect(await subject.ask('ana', 'never')).toMatchObject({ value: 'new', source: 'hit' });
    expect((await subject.invalidate('ben')).acknowledged).toBe(true);
    expect(await subject.ask('ben', 'new')).toMatchObject({ value: 'new' });
    // One line for each change of state; being fenced is one where there was something to apply.
    expect(subject.log).toEqual([
      expect.stringMatching(/^The cache's store fails \(/),
      'Invalidations wait to be applied; what they concern is not read from the store before.',
      "The cache's store answers again.",
    ]);
  });
});

describe('many requests when the server stops answering', () => {
  it('are all released by the first time-out', async () => {
    const server = await startRedis();
    ends.push(() => server.stop());
    const subject = new CacheUnderFault({ url: server.url });
    ends.push(() => subject.cache.stop());
    await subject.start();
    await subject.ask('ana', 'old');
    await server.pause();
    const asked = performance.now();
    const crowd: Promise<unknown>[] = [];
    for (let n = 0; n < 20; n++) {
      crowd.push(subject.ask(`client ${String(n)}`, n));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await Promise.all(crowd);
    // The last was asked 200 ms after the first and would wait for as long beyond it.
    expect(performance.now() - asked).toBeLessThan(COMMAND_TIMEOUT_MS + 190);
    await server.resume();
  });
});

describe('a server that is full and may evict nothing', () => {
  it('opens no circuit: invalidations are acknowledged, content is served, and the log is quiet', async () => {
    const server = await startRedis();
    ends.push(() => server.stop());
    const subject = new CacheUnderFault({ url: server.url }, { content: { memoryBytes: 1 } });
    ends.push(() => subject.cache.stop());
    const { cache } = subject;
    const layer = { name: 'content', version: 1, ttlMs: 60_000, codec: jsonCodec };
    const content = (material: string): Promise<{ source: string }> =>
      cache.content.resolve({ layer, material, compute: () => Promise.resolve(material) });
    await subject.start();
    await content('stored');
    await subject.ask('ana', 'old');
    await withClient(server, (admin) =>
      admin.config('SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction'),
    );
    for (let n = 0; n < 20; n++) {
      expect(await content('stored')).toMatchObject({ source: 'hit' });
      expect(await content(`new ${String(n)}`)).toMatchObject({ source: 'computed' });
      expect(await subject.ask('ben', n)).toMatchObject({ value: n, fill: 'error' });
    }
    expect(await subject.invalidate('ana')).toMatchObject({ acknowledged: true });
    expect(subject.state).toBe('healthy');
    expect(cache.health().status).toBe('degraded');
    expect(subject.log).toHaveLength(1);
    await withClient(server, (admin) => admin.config('SET', 'maxmemory', '0'));
    expect(await subject.ask('ana', 'new')).toMatchObject({ value: 'new', fill: 'stored' });
    await content('at last');
    expect(cache.health().status).toBe('up');
    expect(subject.log).toHaveLength(2);
  });
});

describe('an invalidation that the server refuses although it is well', () => {
  it('fences its workspace and no other until it is applied', async () => {
    const server = await startRedis();
    ends.push(() => server.stop());
    await withClient(server, (admin) => admin.acl('SETUSER', 'cache', 'on', '>secret', '~*', '+@all'));
    const url = server.url.replace('redis://', 'redis://cache:secret@');
    const subject = new CacheUnderFault({ url });
    ends.push(() => subject.cache.stop());
    await subject.start();
    await subject.ask('ana', 'old');
    await subject.ask('zoe', 'old', 'v');
    await withClient(server, (admin) => admin.acl('SETUSER', 'cache', '-hlen'));
    expect(await subject.invalidate('ana')).toMatchObject({ acknowledged: false, pending: 'memory' });
    expect(subject.state).toBe('fenced');
    expect(await subject.ask('ana', 'computed')).toMatchObject({ value: 'computed', fill: 'error' });
    expect(await subject.ask('zoe', 'never', 'v')).toMatchObject({ value: 'old', source: 'hit' });
    await withClient(server, (admin) => admin.acl('SETUSER', 'cache', '+hlen'));
    await waitUntil('it is applied', () => Promise.resolve(subject.state === 'healthy'), RECOVERY_MS);
    expect(await subject.ask('ana', 'new')).toMatchObject({ value: 'new', fill: 'stored' });
    expect(subject.log).toHaveLength(2);
  });
});

describe("a host's own client", () => {
  it('that queues commands for as long as its server is away keeps nobody waiting, and finds back', async () => {
    const server = await startRedis({ appendonly: true });
    ends.push(() => server.stop());
    const client = new Redis(server.url); // ioredis' own defaults: no time-out, an offline queue
    ends.push(() => client.disconnect());
    const subject = new CacheUnderFault({ client });
    ends.push(() => subject.cache.stop());
    await subject.start();
    await subject.ask('ana', 'old');
    await server.pause();
    expect((await subject.ask('ana', 'computed')).ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);
    expect(await subject.invalidate('ana')).toMatchObject({ acknowledged: false });
    await server.resume();
    await waitUntil('it is healthy', () => Promise.resolve(subject.state === 'healthy'), RECOVERY_MS);
    expect(await subject.ask('ana', 'new')).toMatchObject({ value: 'new', fill: 'stored' });
    await subject.cache.stop();
    expect(client.listenerCount('ready') + client.listenerCount('close')).toBe(0);
  });
});
