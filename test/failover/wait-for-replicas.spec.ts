import type { Cache } from '../../src/engine.js';
import {
  startCluster,
  waitUntil,
  withClient,
  type RedisCluster,
  type RedisServer,
} from '../support/redis/index.js';
import { pairsOf, replicationRole, untilInStep, type Pair } from '../support/redis/replication.js';
import { cutReplication, mendReplication } from '../support/redis/replication-link.js';
import { ANA, ask, FailoverCaches } from './failover-caches.js';

// A cluster is started; on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('an invalidation that waits for replicas (WAIT)', () => {
  let cluster: RedisCluster;
  let caches: FailoverCaches;
  let a: Cache, b: Cache;
  let primary: RedisServer, replica: RedisServer;

  beforeAll(async () => {
    cluster = await startCluster({ masters: 3, replicas: 1 });
  });
  afterAll(() => cluster.stop());

  beforeEach(async () => {
    caches = new FailoverCaches({ cluster: cluster.addresses });
    const options = { replicas: 1, replicaTimeoutMs: 100, commandTimeoutMs: 5000 };
    a = await caches.start(options);
    b = await caches.start(options);
    ({ primary, replica } = await pairOf(caches.keyOf(ANA)));
  });
  afterEach(async () => {
    await replica.resume();
    await mendReplication(primary);
    await untilInStep({ primary, replica });
    await caches.stop();
  });

  const pairOf = async (key: string): Promise<Pair> => {
    const serving = await cluster.masterOf(key);
    return (await pairsOf(cluster.nodes)).find((pair) => pair.primary === serving)!;
  };

  const calls = async (command: string): Promise<number> => {
    const info = await withClient(primary, (client) => client.info('commandstats'));
    return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  };

  const kinds: [string, (cache: Cache) => ReturnType<Cache['invalidator']['client']>][] = [
    ['client', (cache) => cache.invalidator.client('practice', 'ana')],
    ['workspace', (cache) => cache.invalidator.workspace('practice')],
    ['query', (cache) => cache.invalidator.query(ANA, 'q')],
    ['document', (cache) => cache.invalidator.dependency('practice', { kind: 'document', id: 'd' })],
  ];

  it.each(kinds)('asks the server that has done it: %s', async (kind, invalidate) => {
    const before = await calls('wait');
    expect(await ask(a, ANA, 'old')).toMatchObject({ fill: 'stored' });
    expect(await invalidate(a)).toMatchObject({ acknowledged: true });
    expect(await calls('wait')).toBeGreaterThan(before);
    // The replica has it now, and not only soon.
    await withClient(replica, async (client) => {
      await client.readonly();
      const key = caches.keyOf(ANA);
      // Of a workspace only the incarnation is gone at once; its hashes follow with the sweep.
      if (kind === 'workspace') expect(await client.exists(key.replace(/c:.*/, 'w'))).toBe(0);
      else {
        const fields = await client.hkeys(key);
        const kept = fields.filter((field) => /^[\w-]{43}$/.test(field) || field === '#q');
        expect(kept).toHaveLength(kind === 'query' ? 2 : kind === 'document' ? 1 : 0);
      }
    });
  });

  it.each(kinds)('is not acknowledged while the replica stands still: %s', async (_, invalidate) => {
    expect(await ask(a, ANA, 'old')).toMatchObject({ fill: 'stored' });
    await replica.pause();
    expect(await invalidate(a)).toMatchObject({ acknowledged: false, reason: 'replicas' });
    await replica.resume();
    expect(await invalidate(a)).toMatchObject({ acknowledged: true });
  });

  it.each(kinds)(
    'nor when another process has done it already and nothing is left: %s',
    async (_, invalidate) => {
      // Both have written before, so that the replica has what their connections wrote last.
      for (const cache of [a, b]) expect(await invalidate(cache)).toMatchObject({ acknowledged: true });
      await ask(a, ANA, 'old');
      await replica.pause();
      expect(await invalidate(a)).toMatchObject({ acknowledged: false });
      expect(await invalidate(b)).toMatchObject({ acknowledged: false, reason: 'replicas' });
    },
  );

  it('is not acknowledged by a primary whose replica has left', async () => {
    await cutReplication(primary);
    await waitUntil('it has left', async () => (await replicationRole(primary)).replicaPorts.length === 0);
    expect(await a.invalidator.client('practice', 'ana')).toMatchObject({
      acknowledged: false,
      reason: 'replicas',
    });
  });
});
