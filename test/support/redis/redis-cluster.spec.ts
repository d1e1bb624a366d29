import { Cluster } from 'ioredis';
import { startCluster, waitUntil, withClient, type RedisCluster } from './index.js';

describe('a cluster of its own', () => {
  let cluster: RedisCluster;

  beforeAll(async () => {
    cluster = await startCluster({ masters: 3, replicas: 1, flavour: 'redis8' });
  }, 60_000);

  afterAll(() => cluster.stop());

  it('serves keys with a hash tag from one node, keys without from several', async () => {
    const client = new Cluster([...cluster.addresses]);
    try {
      expect(await client.mset('{w}a', '1', '{w}b', '2')).toBe('OK');
      expect(await client.mget('{w}a', '{w}b')).toEqual(['1', '2']);
    } finally {
      client.disconnect();
    }
    expect(await cluster.masterOf('{w}a')).toBe(await cluster.masterOf('{w}b'));
    const masters = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => cluster.masterOf(key)));
    expect(new Set(masters).size).toBeGreaterThan(1);
  });

  it('promotes the replica of a master that was killed', async () => {
    const master = await cluster.masterOf('{w}a');
    const replica = cluster.replicaOf(master);
    await withClient(master, async (client) => {
      await client.set('{w}a', 'kept');
      expect(await client.call('WAIT', '1', '5000')).toBe(1);
    });
    await master.kill('SIGKILL');
    await waitUntil(
      'the replica is promoted',
      async () => (await cluster.masterOf('{w}a', replica)) === replica,
    );
    await cluster.untilOk();
    expect(await withClient(replica, (client) => client.get('{w}a'))).toBe('kept');
  }, 60_000);
});
