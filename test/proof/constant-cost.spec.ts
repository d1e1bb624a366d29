import { Redis } from 'ioredis';
import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { CacheNode, freshNamespace, type Outcome } from './cache-node.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const KEYS = 1_000_000;
const ENTRIES = 100;
const CLIENTS = 10;

describe(`an invalidation among ${String(KEYS)} keys`, () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let node: CacheNode;
  let control: Redis;
  let monitor: Redis;
  let commands: string[][];

  beforeAll(async () => {
    server = await startRedis({ args: ['--enable-debug-command', 'yes'] });
    control = new Redis(server.url);
    await control.call('DEBUG', 'POPULATE', String(KEYS), 'other-key', '8');
    expect(await control.dbsize()).toBe(KEYS);
    proxy = await TcpProxy.start(server);
    node = await CacheNode.start({
      redis: { url: proxy.url },
      namespace: freshNamespace(),
      commandTimeoutMs: 20_000,
    });
    monitor = await new Redis(server.url, { lazyConnect: true }).monitor();
    monitor.on('monitor', (_time: string, args: string[]) => commands.push(args));
  });

  afterAll(async () => {
    monitor.disconnect();
    control.disconnect();
    await node.stop();
    await proxy.stop();
    await server.stop();
  });

  const names = (): string[] => commands.map(([name]) => (name ?? '').toLowerCase());

  /** Everything the server executed up to now has been seen when the mark has been. */
  async function mark(): Promise<void> {
    const text = `mark ${String(Math.random())}`;
    await control.echo(text);
    await waitUntil('the monitor is up to date', () =>
      Promise.resolve(commands.some(([, argument]) => argument === text)),
    );
  }

  async function fill(workspaceId: string): Promise<void> {
    for (let index = 0; index < ENTRIES; index++) {
      const scope = { workspaceId, clientId: `client ${String(index % CLIENTS)}` };
      expect(await node.ask(scope, `question ${String(index)}`, index)).toMatchObject({ fill: 'stored' });
    }
  }

  async function scopeKeys(): Promise<string[]> {
    const found = await control.scan('0', 'MATCH', '*:c:*', 'COUNT', 2 * KEYS);
    return found[1];
  }

  /** The commands that the cache sent before it can know of its success: the reply is held back meanwhile. */
  async function commandsBeforeAcknowledgement(
    invalidate: () => Promise<Outcome>,
  ): Promise<{ sent: string[]; outcome: Outcome }> {
    await mark();
    commands = [];
    proxy.hold('down');
    const invalidated = invalidate();
    await waitUntil('the invalidation is executed', () => Promise.resolve(names().includes('unlink')));
    await mark();
    const sent = names().filter((name) => name !== 'echo');
    proxy.release('down');
    return { sent, outcome: await invalidated };
  }

  beforeEach(() => {
    commands = [];
  });

  it('of 100 entries of a client is a handful of commands, none of them a SCAN or KEYS', async () => {
    const scope = { workspaceId: 'by client', clientId: 'ana' };
    for (let index = 0; index < ENTRIES; index++) {
      expect(await node.ask(scope, `question ${String(index)}`, index)).toMatchObject({ fill: 'stored' });
    }
    const { sent, outcome } = await commandsBeforeAcknowledgement(() =>
      node.invalidateClient('by client', 'ana'),
    );
    expect(sent).toEqual(['hlen', 'hmget', 'hlen', 'hmget', 'unlink']);
    expect(outcome).toEqual({ acknowledged: true, entries: ENTRIES });
    expect(await node.swept()).toBe(0);
    await mark();
    expect(names()).not.toContain('scan');
    expect(names()).not.toContain('keys');
    expect(await node.ask(scope, 'question 0', 'new')).toMatchObject({ value: 'new', source: 'computed' });
  });

  it('of 100 entries of 10 clients, by workspace, is three commands; the physical deletion follows and is counted', async () => {
    const before = (await scopeKeys()).length;
    await fill('by workspace');
    await fill('another');
    const { sent, outcome } = await commandsBeforeAcknowledgement(() =>
      node.invalidateWorkspace('by workspace'),
    );
    expect(sent).toEqual(['hlen', 'hmget', 'unlink']);
    expect(outcome.acknowledged).toBe(true);
    // Untrue from the acknowledgement on, while the deletion is still under way.
    const scope = { workspaceId: 'by workspace', clientId: 'client 3' };
    expect(await node.ask(scope, 'question 3', 'new')).toMatchObject({ value: 'new', source: 'computed' });

    const swept = await node.swept();
    // Nine hashes are found dead; the tenth was just opened anew, which had dropped the dead one itself.
    expect([ENTRIES - ENTRIES / CLIENTS, ENTRIES]).toContain(swept);
    expect(names()).toContain('scan');
    expect(names()).not.toContain('keys');
    // What was asked again, and the other workspace's.
    expect(await scopeKeys()).toHaveLength(before + 1 + CLIENTS);
    expect(await node.ask({ ...scope, workspaceId: 'another' }, 'question 3', 'not computed')).toMatchObject({
      value: 3,
      source: 'hit',
    });
    expect(await node.ask(scope, 'question 3', 'not computed')).toMatchObject({
      value: 'new',
      source: 'hit',
    });
  });
});
