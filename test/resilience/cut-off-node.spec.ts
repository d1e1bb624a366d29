import { randomUUID } from 'node:crypto';
import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { CacheUnderFault, RECOVERY_MS } from './cache-under-fault.js';

jest.setTimeout(60_000);

/** `near` reaches the server all the time; `far` is behind a wire that is cut. */
describe('a node that is cut off alone', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let near: CacheUnderFault;
  let far: CacheUnderFault;

  beforeEach(async () => {
    server = await startRedis();
    proxy = await TcpProxy.start(server);
    const namespace = randomUUID();
    near = new CacheUnderFault({ url: server.url }, { namespace });
    far = new CacheUnderFault({ url: proxy.url }, { namespace });
    await near.start();
    await far.start();
    await near.ask('ana', 'old');
    proxy.part();
    await waitUntil('the loss is noticed', () => Promise.resolve(far.state === 'open'));
  });

  afterEach(async () => {
    await near.cache.stop();
    await far.cache.stop();
    await proxy.stop();
    await server.stop();
  });

  const rejoin = async (): Promise<void> => {
    proxy.rejoin();
    await waitUntil('it is back', () => Promise.resolve(far.state === 'healthy'), RECOVERY_MS);
  };

  it('serves nothing from before its own invalidation; the others do until it is back or somebody repeats it', async () => {
    expect(await far.invalidate('ana')).toMatchObject({ acknowledged: false, pending: 'memory' });
    expect(far.waiting).toBe(1);
    expect(await far.ask('ana', 'new')).toMatchObject({ value: 'new', source: 'computed' });
    // What cannot be had: `near` has not heard of it. That is why it is not acknowledged.
    expect(await near.ask('ana', 'new')).toMatchObject({ value: 'old', source: 'hit' });
    expect(near.state).toBe('healthy');
    // Repeated by a node that reaches the server, as an outbox's relay does, it holds for all at once.
    expect(await near.invalidate('ana')).toMatchObject({ acknowledged: true });
    expect(await near.ask('ana', 'newer')).toMatchObject({ value: 'newer', fill: 'stored' });
    await rejoin();
    // Applied once more when it is back, which costs a miss.
    expect(far.replayed).toEqual([{ workspaceId: 'w', invalidations: 1 }]);
    expect(await near.ask('ana', 'newest')).toMatchObject({ value: 'newest', source: 'computed' });
  });

  it('ends for the others when it is back, if nobody repeats it', async () => {
    await far.invalidate('ana');
    expect(await near.ask('ana', 'new')).toMatchObject({ value: 'old' });
    await rejoin();
    expect(await near.ask('ana', 'new')).toMatchObject({ value: 'new', source: 'computed' });
    expect(await far.ask('ana', 'never')).toMatchObject({ value: 'new', source: 'hit' });
  });

  it("never serves what another node's acknowledged invalidation made untrue", async () => {
    // It shares nothing while it is cut off, not even a computation that is under way: it would not hear of this.
    let finish: (value: string) => void = () => undefined;
    const running = far.cache.queries.resolve(
      { workspaceId: 'w', clientId: 'ana' },
      'question',
      () => new Promise<string>((resolve) => (finish = resolve)),
    );
    expect(await near.invalidate('ana')).toMatchObject({ acknowledged: true });
    expect(await far.ask('ana', 'new')).toMatchObject({ value: 'new', source: 'computed' });
    finish('old');
    expect(await running).toMatchObject({ computed: 'old', fill: 'error' });
    await rejoin();
    expect(await far.ask('ana', 'newer')).toMatchObject({ value: 'newer', source: 'computed' });
  });

  it('does not store what it began before it was cut off, if that was made untrue meanwhile', async () => {
    await rejoin();
    let finish: (value: string) => void = () => undefined;
    let begun: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => (begun = resolve));
    const running = far.cache.queries.resolve({ workspaceId: 'w', clientId: 'ben' }, 'question', () => {
      begun();
      return new Promise<string>((resolve) => (finish = resolve));
    });
    await entered;
    proxy.part();
    await waitUntil('the loss is noticed', () => Promise.resolve(far.state === 'open'));
    await far.invalidate('ben');
    await rejoin();
    finish('old');
    expect(await running).toMatchObject({ computed: 'old', fill: 'refused' });
    expect(await near.ask('ben', 'new')).toMatchObject({ value: 'new', source: 'computed' });
  });
});
