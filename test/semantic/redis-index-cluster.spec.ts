import type { IndexSpace } from '../../src/cache/semantic/index/vector-index.js';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { startCluster, withClient, type RedisCluster } from '../support/redis/index.js';
import { redisIndex, type TestRedisIndex } from './redis-indexes.js';

const digester = new KeyDigester('cluster');
const VECTOR = Float32Array.of(1, 2, 3);
const WORKSPACES = Array.from({ length: 12 }, (_, i) => digester.id(`workspace ${i}`));
const space = (workspace: string, client: string): IndexSpace => ({
  workspace,
  client: digester.id(client),
  partition: digester.id('partition'),
  embedding: digester.id('embedding'),
});

describe('vector sets on three primaries', () => {
  let cluster: RedisCluster;
  let made: TestRedisIndex;

  beforeAll(async () => {
    cluster = await startCluster({ flavour: 'redis8', masters: 3 });
  }, 60_000);
  afterAll(() => cluster.stop());

  beforeEach(async () => {
    made = await redisIndex({ cluster: cluster.addresses });
    for (const workspace of WORKSPACES)
      for (const client of ['a', 'b']) await made.index.add(space(workspace, client), 'p', VECTOR, 60_000);
  });
  afterEach(async () => {
    await made.index.clear();
    await made.close();
  });

  /** The keys of the namespace, as each primary itself has them. */
  const stored = (namespace: string): Promise<string[][]> =>
    Promise.all(cluster.nodes.map((node) => withClient(node, (client) => client.keys(`${namespace}:*`))));

  it('lie in the slots of their workspaces, on every primary', async () => {
    const nodes = await stored(made.keys.namespace);
    expect(nodes.map((keys) => keys.length).every((count) => count > 0)).toBe(true);
    for (const workspace of WORKSPACES) {
      const master = await cluster.masterOf(made.keys.workspace(workspace));
      const keys = nodes[cluster.nodes.indexOf(master)];
      for (const client of ['a', 'b']) expect(keys).toContain(made.keys.vectorSet(space(workspace, client)));
    }
  });

  it('are dropped by client and by workspace wherever they lie', async () => {
    const [first, second, third] = WORKSPACES as [string, string, string];
    for (const workspace of [first, second])
      expect(await made.index.drop({ workspace, client: digester.id('a') })).toBe(1);
    expect(await made.index.drop({ workspace: third })).toBe(2);
    const left = (await stored(made.keys.namespace)).flat();
    expect(left).toHaveLength(2 * WORKSPACES.length - 4);
    expect(left).not.toContain(made.keys.vectorSet(space(first, 'a')));
    expect(left).toContain(made.keys.vectorSet(space(first, 'b')));
    expect(left.filter((key) => key.includes(third))).toEqual([]);
  });

  it('are cleared on every primary, those of another namespace stay', async () => {
    const other = await redisIndex(
      { cluster: cluster.addresses },
      { namespace: `${made.keys.namespace}-2`.slice(0, 64) },
    );
    for (const workspace of WORKSPACES) await other.index.add(space(workspace, 'a'), 'p', VECTOR, 60_000);
    await made.index.clear();
    expect((await stored(made.keys.namespace)).flat()).toEqual([]);
    expect((await stored(other.keys.namespace)).flat()).toHaveLength(WORKSPACES.length);
    await other.index.clear();
    await other.close();
  });

  it('several are removed at once, in whichever slot', async () => {
    for (const workspace of WORKSPACES) {
      const here = space(workspace, 'a');
      await made.index.add(here, 'q', VECTOR, 60_000);
      await made.index.remove(here, ['p', 'q', 'unknown']);
      expect(await made.index.search(here, VECTOR, 5)).toEqual([]);
    }
  });

  it('support is what every primary has', () => {
    expect(made.index.supported).toBe(true);
  });
});
