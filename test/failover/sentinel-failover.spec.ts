import type { Cache } from '../../src/engine.js';
import { startSentinel, waitUntil, withClient, type RedisSentinel } from '../support/redis/index.js';
import { cutReplication } from '../support/redis/replication-link.js';
import { untilInStep, untilPromoted } from '../support/redis/replication.js';
import { ANA, ask, beginRead, FailoverCaches, untilStoring } from './failover-caches.js';

// Servers are started and fail over; on a busy machine that takes its time.
jest.setTimeout(60_000);

/** May do everything but ask the server for its replication id. */
const BLIND = { username: 'blind', password: 'blind', enableReadyCheck: false };

describe('failover by a sentinel', () => {
  let trio: RedisSentinel;
  let caches: FailoverCaches;

  beforeEach(async () => {
    trio = await startSentinel();
  });
  afterEach(async () => {
    await caches.stop();
    await trio.stop();
  });

  const start = async (login: Partial<typeof BLIND> = {}): Promise<[Cache, Cache]> => {
    caches = new FailoverCaches({ sentinels: trio.sentinels, name: trio.name, options: login });
    return [await caches.start({ commandTimeoutMs: 1000 }), await caches.start({ commandTimeoutMs: 1000 })];
  };

  /** The replica takes over with an entry whose acknowledged removal it has never heard of. */
  const failOverWithoutTheRemoval = async (reader: Cache, writer: Cache): Promise<void> => {
    expect(await ask(reader, ANA, 'old')).toMatchObject({ fill: 'stored' });
    const held = (): Promise<number> =>
      withClient(trio.replica, (client) => client.exists(caches.keyOf(ANA)));
    await waitUntil('the replica has the entry', async () => (await held()) === 1);
    await cutReplication(trio.primary);
    expect(await writer.invalidator.client('practice', 'ana')).toMatchObject({ acknowledged: true });
    await trio.primary.kill();
    await untilPromoted(trio.replica);
    expect(await held()).toBe(1);
    await untilStoring(reader, { workspaceId: 'another practice' });
  };

  it('in order: fills from before it are refused, hits return, invalidations find the new primary', async () => {
    const [reader, writer] = await start();
    await ask(reader, ANA, 'old');
    const early = beginRead(reader, ANA, 'running');
    await early.begun;
    await withClient(trio.sentinel, (client) => client.call('SENTINEL', 'FAILOVER', trio.name));
    await untilPromoted(trio.replica);
    await waitUntil('the invalidation is acknowledged', async () => {
      return (await writer.invalidator.client('practice', 'ana')).acknowledged;
    });
    await untilStoring(reader, { workspaceId: 'another practice' });
    expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
    expect(await ask(reader, ANA, 'new')).toMatchObject({ value: 'new', source: 'computed' });
    await untilStoring(writer, { workspaceId: 'another practice' });
    expect(await ask(writer, ANA, 'not computed')).toEqual({ value: 'new', source: 'hit' });
    await untilInStep({ primary: trio.replica, replica: trio.primary });
  });

  it('a replica that lagged serves nothing from before its promotion', async () => {
    const [reader, writer] = await start();
    await failOverWithoutTheRemoval(reader, writer);
    expect(await ask(reader, ANA, 'new')).toMatchObject({ value: 'new', source: 'computed' });
  });

  it('without +info the same is stale, as documented, and is said beforehand', async () => {
    for (const server of [trio.primary, trio.replica]) {
      await withClient(server, (client) =>
        client.call(
          'ACL',
          'SETUSER',
          BLIND.username,
          'on',
          `>${BLIND.password}`,
          '~*',
          '&*',
          '+@all',
          '-info',
        ),
      );
    }
    const [reader, writer] = await start(BLIND);
    expect(reader.health().status).toBe('degraded');
    expect(reader.health().notes.join(' ')).toContain('Grant +info');
    await failOverWithoutTheRemoval(reader, writer);
    // Both histories look alike: the entry is served until it expires or is invalidated again.
    expect(await ask(reader, ANA, 'new')).toEqual({ value: 'old', source: 'hit' });
    await waitUntil('an invalidation on the new primary', async () => {
      return (await writer.invalidator.client('practice', 'ana')).acknowledged;
    });
    expect(await ask(reader, ANA, 'new')).toMatchObject({ value: 'new', source: 'computed' });
  });
});
