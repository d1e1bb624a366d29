import { existsSync } from 'node:fs';
import { controlClient } from './redis-server.js';
import { startRedis, withClient, type RedisFlavour, type RedisServer } from './index.js';

describe('a server of its own', () => {
  const servers: RedisServer[] = [];
  const start = async (...args: Parameters<typeof startRedis>): Promise<RedisServer> => {
    const server = await startRedis(...args);
    servers.push(server);
    return server;
  };

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  it.each<[RedisFlavour, string, RegExp]>([
    ['redis7', 'redis_version', /^7\.0\./],
    ['redis8', 'redis_version', /^8\./],
    ['valkey', 'valkey_version', /^8\./],
  ])('is the flavour asked for: %s', async (flavour, field, expected) => {
    const server = await start({ flavour });
    const info = await withClient(server, (client) => client.info('server'));
    const reported = new RegExp(`^${field}:(\\S+)`, 'm').exec(info)?.[1];
    expect(reported).toMatch(expected);
    expect(reported).toBe(server.version.version);
    expect(process.kill(server.pid, 0)).toBe(true);
  });

  it('takes further arguments, a password among them', async () => {
    const server = await start({ args: ['--requirepass', 's:e/c', '--maxmemory', '3mb'] });
    expect(await withClient(server, (client) => client.config('GET', 'maxmemory'))).toEqual([
      'maxmemory',
      '3145728',
    ]);
    await expect(
      withClient({ url: `redis://${server.host}:${String(server.port)}` }, (client) => client.ping()),
    ).rejects.toThrow(/NOAUTH|closed/);
  });

  it('keeps its data over a restart and a kill when it has an append-only file', async () => {
    const server = await start({ appendonly: true });
    await withClient(server, (client) => client.set('k', 'kept'));
    const pid = server.pid;
    await server.restart();
    expect(server.pid).not.toBe(pid);
    expect(await withClient(server, (client) => client.get('k'))).toBe('kept');
    await server.kill();
    await server.restart();
    expect(await withClient(server, (client) => client.get('k'))).toBe('kept');
  });

  it('forgets its data without one', async () => {
    const server = await start();
    await withClient(server, (client) => client.set('k', 'lost'));
    await server.restart();
    expect(await withClient(server, (client) => client.get('k'))).toBeNull();
  });

  it('is gone after a kill', async () => {
    const server = await start();
    expect(server.running).toBe(true);
    await server.kill('SIGKILL');
    expect(server.running).toBe(false);
    await expect(withClient(server, (client) => client.ping())).rejects.toThrow();
    expect(() => process.kill(server.pid, 0)).toThrow(/ESRCH/);
  });

  it('answers nothing while it is paused, and then what it was asked meanwhile', async () => {
    const server = await start();
    const client = controlClient(server);
    await client.connect();
    await server.pause();
    let answered = false;
    const asked = client.ping().then((reply) => {
      answered = true;
      return reply;
    });
    // A second process would have had its answer long before this one has forked and ended.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answered).toBe(false);
    await server.resume();
    expect(await asked).toBe('PONG');
    client.disconnect();
  });

  it('can be stopped while it is paused, and twice, and leaves no folder behind', async () => {
    const server = await start();
    await server.pause();
    await server.stop();
    await server.stop();
    expect(existsSync(server.dir)).toBe(false);
  });

  it('says why it did not start', async () => {
    await expect(start({ args: ['--maxmemory', 'plenty'] })).rejects.toThrow(/maxmemory/);
  });
});
