import { setTimeout as delay } from 'node:timers/promises';
import type { Cache } from '../../src/engine.js';
import { reshard } from '../chaos/faults/reshard.js';
import { CacheNode } from '../proof/cache-node.js';
import {
  startCluster,
  waitUntil,
  withClient,
  type RedisCluster,
  type RedisServer,
} from '../support/redis/index.js';
import { pairsOf } from '../support/redis/replication.js';
import { ANA, ask, beginRead, FailoverCaches, read, untilStoring } from './failover-caches.js';

// A cluster is started; on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('slots that move between shards', () => {
  let cluster: RedisCluster;
  let caches: FailoverCaches;
  let reader: Cache, writer: Cache;
  let from: RedisServer, to: RedisServer, primaries: RedisServer[];

  beforeAll(async () => {
    cluster = await startCluster({ masters: 3, replicas: 1 });
  });
  afterAll(() => cluster.stop());

  beforeEach(async () => {
    caches = new FailoverCaches({ cluster: cluster.addresses });
    reader = await caches.start({ replicas: 1, replicaTimeoutMs: 1000, commandTimeoutMs: 2000 });
    writer = await caches.start({ replicas: 1, replicaTimeoutMs: 1000, commandTimeoutMs: 2000 });
    primaries = (await pairsOf(cluster.nodes)).map(({ primary }) => primary);
    from = await cluster.masterOf(caches.keyOf(ANA));
    to = primaries.find((each) => each !== from)!;
    // No keys but this test's, so that it is its slot that moves.
    for (const primary of primaries) await withClient(primary, (client) => client.flushall());
  });
  afterEach(() => caches.stop());

  it('under load: no stale answer on the way, and a process that only writes finds the new shard', async () => {
    await ask(reader, ANA, 'before');
    const early = beginRead(reader, ANA, 'running');
    await early.begun;
    let version = 0;
    const load = { over: false };
    const stale: unknown[] = [];
    let acknowledged = 0;
    const readers = [reader, writer].map(async (cache) => {
      while (!load.over) {
        const atLeast = acknowledged;
        const { value } = await read(cache, ANA, 'counted', () => Promise.resolve(String(version)));
        if (Number(value) < atLeast) stale.push({ value, atLeast });
        await delay(3);
      }
    });
    const changes = (async () => {
      while (!load.over) {
        const now = ++version;
        if ((await writer.invalidator.client('practice', 'ana')).acknowledged) acknowledged = now;
        await delay(10);
      }
    })();
    const moved = await reshard(from, to, primaries, { slots: 1, dwellMs: () => 150 });
    const whileMoving = acknowledged;
    await waitUntil('changes are acknowledged on the new shard', () => {
      return Promise.resolve(acknowledged > whileMoving + 2);
    });
    load.over = true;
    await Promise.all([...readers, changes]);
    expect(moved).toHaveLength(1);
    expect(await cluster.masterOf(caches.keyOf(ANA), to)).toBe(to);
    expect(stale).toEqual([]);
    expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
    for (const cache of [reader, writer]) await untilStoring(cache);
    expect(await ask(reader, ANA, 'now')).toMatchObject({ value: 'now', source: 'computed' });
    expect(await ask(writer, ANA, 'not computed')).toEqual({ value: 'now', source: 'hit' });
  });

  it('a process that does nothing but invalidate learns of the move by that', async () => {
    await ask(reader, ANA, 'old');
    expect(await writer.invalidator.client('practice', 'ana')).toMatchObject({ acknowledged: true });
    await ask(reader, ANA, 'old');
    await reshard(from, to, primaries, { slots: 1, dwellMs: () => 0 });
    await untilStoring(reader);
    // Moved entries are of another server's history; this one is the new shard's own.
    expect(await ask(reader, ANA, 'stale now')).toMatchObject({ source: 'computed', fill: 'stored' });
    expect(await writer.invalidator.client('practice', 'ana')).toMatchObject({ acknowledged: true });
    expect(await ask(reader, ANA, 'new')).toMatchObject({ value: 'new', source: 'computed' });
  });

  it('entries that moved away and back are served: nothing happened to them', async () => {
    await ask(reader, ANA, 'kept');
    await reshard(from, to, primaries, { slots: 1, dwellMs: () => 0 });
    await reshard(to, from, primaries, { slots: 1, dwellMs: () => 0 });
    await waitUntil('it is found again', async () => (await ask(reader, ANA, 'kept')).source === 'hit');
  });

  it('a shard that stands still while it is asked about a moving slot costs time and nothing else', async () => {
    const node = await CacheNode.start({
      redis: { cluster: cluster.addresses },
      namespace: caches.namespace,
      commandTimeoutMs: 300,
    });
    try {
      await node.ask(ANA, { query: 'q' }, 'value');
      const slot = await withClient(from, (client) => client.cluster('KEYSLOT', caches.keyOf(ANA)));
      const setSlot = async (on: RedisServer, how: string, other: RedisServer): Promise<void> => {
        const id = await withClient(other, (client) => client.cluster('MYID'));
        await withClient(on, (client) => client.call('CLUSTER', 'SETSLOT', String(slot), how, id));
      };
      await setSlot(to, 'IMPORTING', from);
      await setSlot(from, 'MIGRATING', to);
      await withClient(from, (client) => client.flushall());
      await to.pause();
      // Every one of these is sent on by ASK, to a server that does not answer.
      const asked = await Promise.all([1, 2, 3].map((n) => node.ask(ANA, { query: `q ${String(n)}` }, n)));
      expect(asked.map(({ value }) => value)).toEqual([1, 2, 3]);
      await to.resume();
      for (const server of [to, from]) await setSlot(server, 'NODE', from);
      await waitUntil('answers are stored again', async () => {
        return (await node.ask(ANA, { query: 'after' }, 'after')).source === 'hit';
      });
      expect(await node.unhandled()).toEqual([]);
    } finally {
      await to.resume();
      await node.stop();
    }
  });

  it('SCRIPT FLUSH on every node is noticed by nobody', async () => {
    const forget = async (): Promise<void> => {
      for (const node of cluster.nodes) await withClient(node, (client) => client.script('FLUSH'));
    };
    await untilStoring(reader);
    const early = beginRead(reader, ANA, 'running');
    await early.begun;
    await forget();
    expect(await early.finish('value')).toMatchObject({ fill: 'stored' });
    await forget();
    expect(await ask(writer, ANA, 'not computed', 'running')).toEqual({ value: 'value', source: 'hit' });
    await forget();
    expect(await writer.invalidator.query(ANA, 'running')).toMatchObject({ acknowledged: true });
    expect(await ask(reader, ANA, 'new', 'running')).toMatchObject({ value: 'new', source: 'computed' });
  });
});
