import { startSentinel, type RedisSentinel } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { CacheUnderFault } from './cache-under-fault.js';

jest.setTimeout(60_000);

describe('a sentinel that takes connections and says nothing', () => {
  let sentinel: RedisSentinel;
  let silent: TcpProxy;
  let subject: CacheUnderFault;

  beforeAll(async () => {
    sentinel = await startSentinel();
    silent = await TcpProxy.start(sentinel.sentinel);
    silent.hold('down');
  });
  afterAll(async () => {
    await subject.cache.stop();
    await silent.stop();
    await sentinel.stop();
  });

  it('is passed over: the next one is asked', async () => {
    const { port } = silent;
    subject = new CacheUnderFault({
      sentinels: [{ host: '127.0.0.1', port }, ...sentinel.sentinels],
      name: sentinel.name,
    });
    const asked = performance.now();
    await subject.start();
    expect(performance.now() - asked).toBeLessThan(3000);
    expect(subject.cache.health().status).toBe('up');
    expect(await subject.ask('ana', 'stored')).toMatchObject({ fill: 'stored' });
  });
});
