import type { Cache } from '../../src/engine.js';
import {
  startCluster,
  waitUntil,
  withClient,
  type RedisCluster,
  type RedisServer,
} from '../support/redis/index.js';
import { cutReplication } from '../support/redis/replication-link.js';
import { pairsOf, promote, untilInStep, untilPromoted } from '../support/redis/replication.js';
import { ANA, ask, beginRead, FailoverCaches, untilStoring } from './failover-caches.js';

// A cluster is started and fails over several times; on a busy machine that takes its time.
jest.setTimeout(90_000);

const BEN = { workspaceId: 'practice', clientId: 'ben' };

describe('failover in a cluster of three primaries and three replicas', () => {
  let cluster: RedisCluster;
  let caches: FailoverCaches;
  let reader: Cache, writer: Cache;
  /** Who serves the workspace as the test begins, and its replica. */
  let primary: RedisServer, replica: RedisServer;

  beforeAll(async () => {
    cluster = await startCluster({ masters: 3, replicas: 1 });
  });
  afterAll(() => cluster.stop());

  const start = async (options: { replicas: number; commandTimeoutMs?: number }): Promise<void> => {
    caches = new FailoverCaches({ cluster: cluster.addresses });
    reader = await caches.start({ commandTimeoutMs: 1000, replicaTimeoutMs: 1000, ...options });
    writer = await caches.start({ commandTimeoutMs: 1000, replicaTimeoutMs: 1000, ...options });
    const serving = await cluster.masterOf(caches.keyOf(ANA));
    const pair = (await pairsOf(cluster.nodes)).find((each) => each.primary === serving)!;
    ({ primary, replica } = pair);
    await untilInStep(pair);
  };

  afterEach(async () => {
    await caches.stop();
    for (const node of cluster.nodes) {
      await node.resume();
      if (!node.running) await node.restart();
      await withClient(node, (client) => client.call('ACL', 'SETUSER', 'default', '+psync', '+sync'));
    }
    await waitUntil('all are pairs again', async () => (await pairsOf(cluster.nodes)).length === 3);
    await cluster.untilOk();
  });

  const holds = (server: RedisServer): Promise<boolean> =>
    withClient(server, async (client) => {
      await client.readonly();
      return (await client.exists(caches.keyOf(ANA))) === 1;
    });

  it('a primary that stood still until it was deposed acknowledges nothing of what waited in front of it', async () => {
    // Longer than the stall, so that the invalidation is still wanted when the old primary goes on.
    await start({ replicas: 1, commandTimeoutMs: 20_000 });
    // The writer's connection has written something that the replica has.
    await waitUntil('it is acknowledged', async () => {
      return (await writer.invalidator.client('practice', 'ana')).acknowledged;
    });
    await primary.pause();
    await untilPromoted(replica);
    // Only the new primary has this entry: the old one would find nothing to remove.
    const other = await caches.start({ replicas: 0, commandTimeoutMs: 1000 });
    await waitUntil('the new primary is found', async () => (await ask(other, ANA, 'old')).source === 'hit');
    const invalidated = writer.invalidator.client('practice', 'ana');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await primary.resume();
    const { acknowledged } = await invalidated;
    const seen = await ask(other, ANA, 'new');
    expect({ acknowledged, seen: seen.value }).not.toEqual({ acknowledged: true, seen: 'old' });
    await untilInStep({ primary: replica, replica: primary });
    await waitUntil('the invalidation is acknowledged when it is repeated', async () => {
      return (await writer.invalidator.client('practice', 'ana')).acknowledged;
    });
    expect(await ask(other, ANA, 'newest')).toMatchObject({ value: 'newest', source: 'computed' });
    await untilStoring(reader);
  });

  it('the replica that takes over never had an acknowledged removal, and serves none of what it still has', async () => {
    // Without WAIT an acknowledgement speaks of the primary alone.
    await start({ replicas: 0 });
    await ask(reader, ANA, 'old');
    const early = beginRead(reader, ANA, 'running');
    await early.begun;
    await waitUntil('the replica has the entry', () => holds(replica));
    await cutReplication(primary);
    expect(await writer.invalidator.client('practice', 'ana')).toMatchObject({ acknowledged: true });
    expect(await holds(replica)).toBe(true);
    await primary.kill();
    await untilPromoted(replica);
    await waitUntil('answers are stored again', async () => {
      return (await ask(reader, BEN, 'probe')).source === 'hit';
    });
    // The old bytes were there all the time: it is the changed replication id that makes them untrue.
    expect(await ask(reader, ANA, 'new')).toMatchObject({ value: 'new', source: 'computed' });
    expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
    expect(await ask(writer, ANA, 'newer', 'running')).toMatchObject({ value: 'newer', source: 'computed' });
    expect(await ask(writer, ANA, 'not computed')).toEqual({ value: 'new', source: 'hit' });
  });

  it('a failover in order: fills from before it are refused, and a process that only writes finds the new primary', async () => {
    await start({ replicas: 1 });
    await ask(reader, ANA, 'old');
    const early = beginRead(reader, ANA, 'running');
    await early.begun;
    await promote(replica);
    await untilInStep({ primary: replica, replica: primary });
    // The writer's map still names the old primary, and nothing but invalidations could correct it.
    expect(await writer.invalidator.client('practice', 'ana')).toMatchObject({ acknowledged: true });
    expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
    expect(await ask(reader, ANA, 'new')).toMatchObject({ value: 'new', source: 'computed' });
    expect(await ask(writer, ANA, 'not computed')).toEqual({ value: 'new', source: 'hit' });
  });

  it('A to B to A: what A kept from its first time is not served in its second', async () => {
    await start({ replicas: 0 });
    await ask(reader, ANA, 'old');
    await waitUntil('the replica has the entry', () => holds(replica));
    await promote(replica);
    await untilInStep({ primary: replica, replica: primary });
    // B removes it, and A, its replica now, never hears of that.
    await cutReplication(replica);
    expect(await writer.invalidator.client('practice', 'ana')).toMatchObject({ acknowledged: true });
    expect([await holds(replica), await holds(primary)]).toEqual([false, true]);
    await promote(primary, 'TAKEOVER');
    expect(await holds(primary)).toBe(true);
    await waitUntil('it is computed again', async () => (await ask(reader, ANA, 'new')).fill === 'stored');
    expect(await ask(writer, ANA, 'not computed')).toEqual({ value: 'new', source: 'hit' });
  });
});
