import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { createCache, type CacheOptions } from '../../src/engine.js';
import { scopedStoreConformance } from '../../src/testing.js';
import { redisUnderTest } from '../store/redis-stores.js';
import { freePort } from '../support/process/free-port.js';
import { makeTempDir, removeTempDir } from '../support/process/temp-dir.js';
import { startRedis, withClient, type RedisServer } from '../support/redis/index.js';

/** The rights that docs/security.md says are enough, as a test of the page and of the program. */
function documentedRights(): string[] {
  const page = readFileSync(join(__dirname, '../../docs/security.md'), 'utf8');
  const line = /^ACL SETUSER cache (.*)$/m.exec(page)?.[1];
  if (line === undefined) throw new Error('docs/security.md names no ACL SETUSER cache.');
  return line.replace('>PASSWORD', '>secret').split(' ');
}

describe.each(['redis7', 'redis8', 'valkey'] as const)('a %s user with the documented rights', (flavour) => {
  let server: RedisServer;
  const url = (): string => `redis://cache:secret@${server.host}:${String(server.port)}`;

  beforeAll(async () => {
    server = await startRedis({ flavour });
    await withClient(server, async (client) => {
      for (const right of documentedRights()) {
        try {
          await client.acl('SETUSER', 'cache', right === '~ai:*' ? '~test-*' : right);
        } catch (error) {
          // A command that this server does not have cannot be granted on it; the page says so.
          if (!/Unknown command or category/.test(String(error))) throw error;
        }
      }
    });
  }, 60_000);
  afterAll(() => server.stop());

  describe('is enough for the store', () => {
    it.each(scopedStoreConformance(() => redisUnderTest({ url: url() })))(
      '$name',
      ({ run }) => run(),
      30_000,
    );
  });

  it('is enough for every other part, and none of them has been denied anything', async () => {
    const options: CacheOptions = { namespace: `test-${randomUUID()}`, redis: { url: url() } };
    const cache = createCache({ ...options, commandTimeoutMs: 5000 });
    await cache.start();
    try {
      expect(cache.health()).toMatchObject({ status: 'up' });
      const scope = { workspaceId: 'w', clientId: 'c' };
      const classify = jest.fn(() => Promise.resolve({ label: 'x' }));
      const intent = () => cache.intents.classify(scope, 'hello', { name: 't', version: 1, classify });
      await intent();
      await cache.queries.getOrCompute(scope, 'q', () => Promise.resolve(1));
      expect(await cache.eraser.erase('w')).toMatchObject({ complete: true, deleted: 2 });
      await intent();
      expect(classify).toHaveBeenCalledTimes(2);
      expect(await cache.invalidator.clear()).toMatchObject({ acknowledged: true });
    } finally {
      await cache.stop();
    }
    expect(await withClient(server, (client) => client.acl('LOG'))).toEqual([]);
  });

  it.each([
    ['keys of another application', ['SET', 'other:key', '1']],
    ['the whole keyspace', ['KEYS', '*']],
    ['the configuration', ['CONFIG', 'GET', '*']],
    ['flushing', ['FLUSHALL']],
    ['users', ['ACL', 'LIST']],
  ])('keeps it from %s', async (_, [command, ...args]) => {
    const denied = withClient({ url: url() }, (client) => client.call(command as string, ...args));
    await expect(denied).rejects.toThrow(/NOPERM/);
  });
});

describe('Redis with a password and TLS', () => {
  let dir: string;
  let server: RedisServer;
  let tlsPort: number;
  let certificate: string;

  beforeAll(async () => {
    dir = makeTempDir('tls');
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    certificate = pems.cert;
    writeFileSync(join(dir, 'cert.pem'), pems.cert);
    writeFileSync(join(dir, 'key.pem'), pems.private);
    tlsPort = await freePort();
    const files = ['--tls-cert-file', join(dir, 'cert.pem'), '--tls-key-file', join(dir, 'key.pem')];
    const tls = ['--tls-port', String(tlsPort), '--tls-auth-clients', 'no', ...files];
    server = await startRedis({
      args: ['--requirepass', 'hunter2', ...tls, '--tls-ca-cert-file', join(dir, 'cert.pem')],
    });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    removeTempDir(dir);
  });

  const hitsAfterFill = async (url: string, ca?: string): Promise<boolean> => {
    const cache = createCache({
      namespace: `test-${randomUUID()}`,
      redis: { url, ...(ca === undefined ? {} : { options: { tls: { ca } } }) },
      commandTimeoutMs: 2000,
    });
    await cache.start();
    try {
      const ask = () => cache.queries.resolve({ workspaceId: 'w' }, 'q', () => Promise.resolve(1));
      await ask();
      return (await ask()).source === 'hit';
    } finally {
      await cache.stop();
    }
  };

  it('is used over TLS, with the certificate checked', async () => {
    expect(await hitsAfterFill(`rediss://:hunter2@localhost:${String(tlsPort)}`, certificate)).toBe(true);
  }, 20_000);

  it.each([
    [
      'a certificate nobody vouches for',
      () => hitsAfterFill(`rediss://:hunter2@localhost:${String(tlsPort)}`),
    ],
    ['a wrong password', () => hitsAfterFill(`rediss://:x@localhost:${String(tlsPort)}`, certificate)],
    ['no password', () => hitsAfterFill(`redis://localhost:${String(server.port)}`)],
  ])(
    'is not used with %s, and requests are served all the same',
    async (_, ask) => {
      expect(await ask()).toBe(false);
    },
    20_000,
  );
});
