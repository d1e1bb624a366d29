import slotOf from 'cluster-key-slot';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { startCluster, type RedisCluster } from '../support/redis/redis-cluster.js';
import { waitUntil, type RedisServer } from '../support/redis/index.js';
import { CacheUnderFault, COMMAND_TIMEOUT_MS, RECOVERY_MS, SLACK_MS } from './cache-under-fault.js';

jest.setTimeout(90_000);

describe('one shard of a cluster that stops answering', () => {
  let cluster: RedisCluster;
  let subject: CacheUnderFault;

  beforeAll(async () => {
    cluster = await startCluster({ masters: 3, args: ['--cluster-require-full-coverage', 'no'] });
  });
  afterAll(async () => {
    await subject.cache.stop();
    await cluster.stop();
  });

  it('leaves the others alone: they hit, and their invalidations are acknowledged', async () => {
    subject = new CacheUnderFault({ cluster: cluster.addresses });
    await subject.start();
    // A workspace on each shard.
    const digester = new KeyDigester(subject.cache.options.namespace);
    const third = Math.floor(16_384 / 3);
    const on = (shard: number): string => {
      for (let n = 0; ; n++) {
        const slot = slotOf(digester.scope({ workspaceId: `w${String(n)}` }).workspace);
        if (slot > shard * third + 10 && slot < (shard + 1) * third - 10) return `w${String(n)}`;
      }
    };
    const workspaces = [on(0), on(1), on(2)];
    for (const workspace of workspaces) await subject.ask('ana', 'old', workspace);
    const [dead = '', ...others] = workspaces;
    const shard = await cluster.masterOf(`{${digester.scope({ workspaceId: dead }).workspace}}`);

    await shard.pause();
    const first = await subject.ask('ana', 'computed', dead);
    expect(first).toMatchObject({ value: 'computed' });
    expect(first.ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);
    const began = performance.now();
    for (let n = 0; n < 20; n++) {
      expect(await subject.ask('ana', n, dead)).toMatchObject({ value: n });
      for (const other of others)
        expect(await subject.ask('ana', 'never', other)).toMatchObject({ source: 'hit' });
    }
    expect(performance.now() - began).toBeLessThan(2000);
    expect(await subject.invalidate('ana', dead)).toMatchObject({ acknowledged: false, pending: 'memory' });
    for (const other of others) {
      expect(await subject.invalidate('ana', other)).toMatchObject({ acknowledged: true });
      expect(await subject.ask('ana', 'new', other)).toMatchObject({ value: 'new', fill: 'stored' });
    }
    expect(subject.state).toBe('open');
    expect(subject.cache.health().status).toBe('degraded');
    expect(subject.log).toHaveLength(1);

    await shard.resume();
    await waitUntil('it is healthy', () => Promise.resolve(subject.state === 'healthy'), 3 * RECOVERY_MS);
    expect(await subject.ask('ana', 'new', dead)).toMatchObject({ value: 'new', source: 'computed' });
    expect(subject.replayed).toEqual([{ workspaceId: dead, invalidations: 1 }]);
  });
});

describe('a primary of a cluster that cannot be reached', () => {
  let cluster: RedisCluster;
  let subject: CacheUnderFault;

  beforeAll(async () => {
    cluster = await startCluster({ masters: 3, args: ['--cluster-require-full-coverage', 'no'] });
  });
  afterAll(async () => {
    await subject.cache.stop();
    await cluster.stop();
  });

  it('is not forgotten by what must reach every key: nothing is said to be done before it is', async () => {
    subject = new CacheUnderFault({ cluster: cluster.addresses });
    await subject.start();
    const workspaces = Array.from({ length: 30 }, (_, n) => `w${String(n)}`);
    for (const workspace of workspaces) await subject.ask('ana', 'old', workspace);
    const digester = new KeyDigester(subject.cache.options.namespace);
    const [erased = ''] = workspaces;
    const { workspace } = digester.scope({ workspaceId: erased });
    const own = await cluster.masterOf(`{${workspace}}`);
    const gone = cluster.nodes.find((node) => node !== own) as RedisServer;

    await gone.kill();
    // The client has noticed, and has no connection to it any more.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await subject.cache.eraser.erase(erased)).toMatchObject({ acknowledged: true, complete: false });
    expect(await subject.cache.invalidator.clear()).toMatchObject({ acknowledged: false, pending: 'memory' });

    await gone.restart();
    await waitUntil('it is healthy', () => Promise.resolve(subject.state === 'healthy'), 3 * RECOVERY_MS);
    expect(subject.replayed).toEqual([{ workspaceId: '', invalidations: 1 }]);
    expect(await subject.cache.eraser.erase(erased)).toMatchObject({ complete: true });
    for (const each of workspaces)
      expect(await subject.ask('ana', 'new', each)).toMatchObject({ value: 'new' });
  });
});
