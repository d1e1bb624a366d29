import { join } from 'node:path';
import { CacheNode, freshNamespace } from '../proof/cache-node.js';
import { makeTempDir, removeTempDir } from '../support/process/temp-dir.js';
import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';

jest.setTimeout(60_000);

const ANA = { workspaceId: 'w', clientId: 'ana' };
const BEN = { workspaceId: 'w', clientId: 'ben' };

describe('a process that dies with invalidations pending', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let folder: string;
  const nodes: CacheNode[] = [];
  const namespace = freshNamespace();

  beforeAll(async () => {
    folder = makeTempDir('journal');
    server = await startRedis();
    proxy = await TcpProxy.start(server);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
    removeTempDir(folder);
  });
  afterEach(async () => {
    proxy.rejoin();
    for (const node of nodes.splice(0)) await node.stop();
  });

  async function start(journal?: string): Promise<CacheNode> {
    const node = await CacheNode.start({
      redis: { url: proxy.url },
      namespace,
      commandTimeoutMs: 250,
      ...(journal === undefined ? {} : { resilience: { journalFile: join(folder, journal) } }),
    });
    nodes.push(node);
    return node;
  }

  /** An answer from before a change whose invalidation the process could not apply before it was killed. */
  async function crash(node: CacheNode, scope: typeof ANA): Promise<string | undefined> {
    await node.ask(scope, 'question', 'old');
    // Not SIGSTOP: what had reached a server that stands still would be executed when it goes on.
    proxy.part();
    const outcome = await node.invalidateClient(scope.workspaceId, scope.clientId);
    expect(outcome).toMatchObject({ acknowledged: false, reason: 'store_unavailable' });
    await node.worker.kill('SIGKILL');
    return outcome.pending;
  }

  it('loses none with a journal, whether the server can be reached when it starts again or not', async () => {
    expect(await crash(await start('one'), ANA)).toBe('journal');
    // Nothing can be applied, and nothing is read.
    const second = await start('one');
    expect(await second.state()).not.toBe('healthy');
    expect(await second.ask(ANA, 'question', 'computed')).toMatchObject({ value: 'computed' });
    await second.worker.kill('SIGKILL');

    proxy.rejoin();
    const third = await start('one');
    expect(await third.ask(ANA, 'question', 'new')).toMatchObject({ value: 'new', source: 'computed' });
    await waitUntil('it is healthy', async () => (await third.state()) === 'healthy');
    // For everybody: the invalidation is applied.
    const other = await start();
    expect((await other.ask(ANA, 'question', 'newer')).value).not.toBe('old');
    expect(await third.unhandled()).toEqual([]);
  });

  it('and is why there is a journal: without one the old answer is served afterwards', async () => {
    expect(await crash(await start(), BEN)).toBe('memory');
    proxy.rejoin();
    const next = await start();
    expect(await next.ask(BEN, 'question', 'new')).toMatchObject({ value: 'old', source: 'hit' });
  });

  it('refuses the journal of a process that lives', async () => {
    await start('two');
    await expect(start('two')).rejects.toMatchObject({ code: 'CACHE_CONFIGURATION' });
  });
});
