import { Redis } from 'ioredis';
import { startSentinel, waitUntil, withClient, type RedisSentinel } from './index.js';

describe('a sentinel of its own', () => {
  let set: RedisSentinel;

  beforeAll(async () => {
    set = await startSentinel({ flavour: 'redis7' });
  }, 60_000);

  afterAll(() => set.stop());

  it('names the primary to a client', async () => {
    expect(await set.currentPrimary()).toBe(set.primary);
    const client = new Redis({ sentinels: [...set.sentinels], name: set.name });
    try {
      await client.set('k', 'v');
      expect(await client.info('server')).toContain(`tcp_port:${String(set.primary.port)}`);
    } finally {
      client.disconnect();
    }
  });

  it('promotes the replica when the primary is gone', async () => {
    await set.primary.kill('SIGKILL');
    await waitUntil(
      'the sentinel names the replica',
      async () => (await set.currentPrimary()) === set.replica,
    );
    await waitUntil('the replica is a primary', () =>
      withClient(set.replica, async (client) => (await client.info('replication')).includes('role:master')),
    );
    expect(await withClient(set.replica, (client) => client.set('k', 'w'))).toBe('OK');
  }, 60_000);
});
