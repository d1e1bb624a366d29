import { freshNamespace, startNodes, type CacheNode } from '../proof/cache-node.js';
import { startRedis, type RedisServer } from '../support/redis/index.js';

jest.setTimeout(60_000);

const scope = { workspaceId: 'w', clientId: 'c' };
const key = (query: string) => ({ query, name: 'agent', variant: { role: 'therapist' } });
const CACHED = key('How is the sleep of the client?');
const REWORDED = key('How is the sleep of the client');

describe('similar questions between processes, by vector sets of Redis 8', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ flavour: 'redis8' });
  });
  afterAll(() => server.stop());

  let nodes: CacheNode[];
  let one: CacheNode;
  let other: CacheNode;

  beforeEach(async () => {
    nodes = await startNodes(2, {
      redis: { url: server.url },
      namespace: freshNamespace(),
      commandTimeoutMs: 10_000,
      embedding: { provider: 'lexical' },
      semantic: { enabled: true, index: 'redis', threshold: 0.9, timeoutMs: 10_000 },
    });
    [one, other] = nodes as [CacheNode, CacheNode];
  });
  afterEach(async () => {
    expect(await Promise.all(nodes.map((node) => node.unhandled()))).toEqual([[], []]);
    await Promise.all(nodes.map((node) => node.stop()));
  });

  const store = async (value: string): Promise<void> => {
    expect((await one.ask(scope, CACHED, value, { documents: ['note'] })).source).toBe('computed');
    await one.settled();
  };

  it('what one process has computed answers a reworded question in another', async () => {
    await store('good');
    expect(await other.ask(scope, REWORDED, 'x')).toMatchObject({ value: 'good', via: 'semantic' });
    const foreign = { workspaceId: 'w', clientId: 'd' };
    expect((await other.ask(foreign, REWORDED, 'own')).value).toBe('own');
    expect((await other.ask({ ...scope, workspaceId: 'v' }, CACHED, 'own')).value).toBe('own');
    expect((await other.ask(scope, { ...REWORDED, variant: { role: 'admin' } }, 'own')).value).toBe('own');
  });

  it.each<[string, (node: CacheNode) => Promise<{ acknowledged: boolean }>]>([
    ['the client', (node) => node.invalidateClient('w', 'c')],
    ['the workspace', (node) => node.invalidateWorkspace('w')],
    ['the cached question', (node) => node.invalidateQuery(scope, CACHED.query)],
    ['the asked question', (node) => node.invalidateQuery(scope, REWORDED.query)],
    ['a document', (node) => node.invalidateDocument('w', 'note')],
  ])('an invalidation of %s by one process is seen by the search of the other', async (_, invalidate) => {
    await store('old');
    expect((await other.ask(scope, key('How is the sleep of the client, please?'), 'x')).value).toBe('old');
    expect((await invalidate(one)).acknowledged).toBe(true);
    expect((await other.ask(scope, REWORDED, 'new')).value).toBe('new');
  });

  it('a computation that an invalidation has overtaken is found by nobody', async () => {
    const slow = one.read(scope, CACHED);
    await slow.entered;
    await other.invalidateClient('w', 'c');
    expect(await slow.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
    await one.settled();
    expect((await other.ask(scope, REWORDED, 'new')).value).toBe('new');
  });
});
