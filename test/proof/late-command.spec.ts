import { startRedis, waitUntil, withClient, type RedisServer } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { CacheNode, freshNamespace } from './cache-node.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const WORKSPACE = 'w';
const SCOPE = { workspaceId: WORKSPACE, clientId: 'ana' };
const QUESTION = 'How does she sleep?';

describe('commands that the client has given up and the server executes later', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let near: CacheNode;
  let far: CacheNode;

  beforeEach(async () => {
    server = await startRedis();
    proxy = await TcpProxy.start(server);
    const namespace = freshNamespace();
    // `far` gives a command up soon and sits behind the wire; `near` waits for its answers.
    near = await CacheNode.start({ redis: { url: server.url }, namespace, commandTimeoutMs: 20_000 });
    far = await CacheNode.start({ redis: { url: proxy.url }, namespace, commandTimeoutMs: 250 });
    // The server must know the scripts: of one it does not know, a late command would do nothing, and prove nothing.
    expect(await near.ask({ workspaceId: 'first' }, QUESTION, 'any')).toMatchObject({ fill: 'stored' });
  });

  afterEach(async () => {
    await Promise.all([near.stop(), far.stop()]);
    await proxy.stop();
    await server.stop();
  });

  /** How often the server has executed the script or command so far. */
  const executed = (command: string): Promise<number> =>
    withClient(server, async (control) => {
      const stats = await control.info('commandstats');
      return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0);
    });

  const fillsExecuted = async (): Promise<number> => (await executed('evalsha')) + (await executed('eval'));

  it.each([
    ['before anybody has asked again', false],
    ['after the new answer is stored', true],
  ])('a fill on its way during the invalidation, executed %s, is refused', async (_, asked) => {
    const early = far.read(SCOPE, QUESTION);
    expect(await early.entered).toBe(true);
    proxy.hold('up');
    // The fill is sent, as far as its sender knows, and given up after its time.
    expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'error' });
    expect(proxy.waiting('up')).toBeGreaterThan(0);

    expect(await near.invalidateClient(WORKSPACE, 'ana')).toMatchObject({ acknowledged: true });
    if (asked) expect(await near.ask(SCOPE, QUESTION, 'new')).toMatchObject({ fill: 'stored' });

    const before = await fillsExecuted();
    proxy.release('up');
    await waitUntil('the late fill is executed', async () => (await fillsExecuted()) > before);

    const next = await near.ask(SCOPE, QUESTION, 'new');
    expect(next).toMatchObject({ value: 'new', source: asked ? 'hit' : 'computed' });
    await waitUntil('it reads again', async () => (await far.state()) === 'healthy');
    expect(await far.ask(SCOPE, QUESTION, 'not computed')).toEqual({ value: 'new', source: 'hit' });
  });

  it('a fill that a paused server executes right after the invalidation is refused', async () => {
    const early = far.read(SCOPE, QUESTION);
    expect(await early.entered).toBe(true);
    await withClient(server, async (control) => {
      const postponed = async (): Promise<number> =>
        ((await control.client('LIST')) as string).split('\n').filter((line) => /flags=\S*b/.test(line))
          .length;
      await control.client('PAUSE', 60_000, 'WRITE');
      // Postponed commands are executed in the order in which they came: the invalidation first, then the fill.
      const invalidated = near.invalidateClient(WORKSPACE, 'ana');
      await waitUntil('the invalidation waits in the server', async () => (await postponed()) === 1);
      expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'error' });
      await waitUntil('the fill waits in the server', async () => (await postponed()) === 2);
      const before = await fillsExecuted();
      await control.client('UNPAUSE');
      expect((await invalidated).acknowledged).toBe(true);
      await waitUntil('the late fill is executed', async () => (await fillsExecuted()) > before);
    });
    expect(await near.ask(SCOPE, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });
    await waitUntil('it reads again', async () => (await far.state()) === 'healthy');
    expect(await far.ask(SCOPE, QUESTION, 'not computed')).toEqual({ value: 'new', source: 'hit' });
  });

  it('a fill that was stored although its sender gave it up is served: nothing was invalidated', async () => {
    const early = far.read(SCOPE, QUESTION);
    expect(await early.entered).toBe(true);
    proxy.hold('down');
    expect(await early.finish('true')).toMatchObject({ value: 'true', fill: 'error' });
    proxy.release('down');
    expect(await near.ask(SCOPE, QUESTION, 'not computed')).toEqual({ value: 'true', source: 'hit' });
  });

  it('a look-up whose reply comes late does not give its token to a later computation', async () => {
    proxy.hold('down');
    const early = far.read(SCOPE, QUESTION);
    // Given up: computed alone and not stored.
    expect(await early.entered).toBe(true);
    expect((await near.invalidateClient(WORKSPACE, 'ana')).acknowledged).toBe(true);
    proxy.release('down');
    expect(await early.finish('old')).toEqual({ value: 'old', source: 'computed', fill: 'error' });
    expect(await near.ask(SCOPE, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });
  });

  it.each([
    ['held until its time is over', false],
    ['lost with its connection', true],
  ])('an invalidation whose reply is %s is not acknowledged, and works all the same', async (_, cut) => {
    expect(await near.ask(SCOPE, QUESTION, 'old')).toMatchObject({ fill: 'stored' });
    const unlinked = await executed('unlink');
    proxy.hold('down');
    const invalidated = far.invalidateClient(WORKSPACE, 'ana');
    await waitUntil('the invalidation is executed', async () => (await executed('unlink')) > unlinked);
    if (cut) proxy.cut();
    expect(await invalidated).toEqual({
      acknowledged: false,
      entries: 0,
      reason: 'store_unavailable',
      pending: 'memory',
    });
    expect(await near.ask(SCOPE, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });

    proxy.release('down');
    await waitUntil('it is applied once more', async () => (await far.state()) === 'healthy');
    expect(await far.ask(SCOPE, QUESTION, 'newest')).toMatchObject({ value: 'newest', source: 'computed' });
    expect(await near.ask(SCOPE, QUESTION, 'not computed')).toEqual({ value: 'newest', source: 'hit' });
    // Repeating it is the way to an acknowledgement.
    expect(await far.invalidateClient(WORKSPACE, 'ana')).toMatchObject({ acknowledged: true, entries: 1 });
  });

  it('an invalidation that did not reach the server is not acknowledged, and is applied before anything is read again', async () => {
    expect(await near.ask(SCOPE, QUESTION, 'old')).toMatchObject({ fill: 'stored' });
    proxy.hold('up');
    const invalidated = far.invalidateClient(WORKSPACE, 'ana');
    await waitUntil('the invalidation is on its way', () => Promise.resolve(proxy.waiting('up') > 0));
    proxy.cut();
    expect(await invalidated).toMatchObject({ acknowledged: false, reason: 'store_unavailable' });
    expect(await near.ask(SCOPE, QUESTION, 'not computed')).toEqual({ value: 'old', source: 'hit' });
    expect((await far.ask(SCOPE, QUESTION, 'new')).value).toBe('new');
    proxy.release('up');
    await waitUntil('it is applied', async () => (await far.state()) === 'healthy');
    expect(await near.ask(SCOPE, QUESTION, 'newer')).toMatchObject({ value: 'newer', source: 'computed' });
  });
});
