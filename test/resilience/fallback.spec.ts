import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { CacheUnderFault, RECOVERY_MS } from './cache-under-fault.js';

jest.setTimeout(60_000);

describe('the fallback in memory', () => {
  let server: RedisServer;
  let subject: CacheUnderFault;

  afterEach(async () => {
    await server.resume();
    await subject.cache.stop();
    await server.stop();
  });

  async function start(resilience: { singleProcess?: boolean; maxStalenessMs?: number }): Promise<void> {
    server = await startRedis();
    subject = new CacheUnderFault({ url: server.url }, { resilience });
    await subject.start();
    await subject.ask('ana', 'before');
    await server.pause();
    await subject.ask('nobody', 'opens the circuit');
  }

  const end = async (): Promise<void> => {
    await server.resume();
    await waitUntil('it is healthy', () => Promise.resolve(subject.state === 'healthy'), RECOVERY_MS);
  };

  it('serves a single process until an invalidation, starts empty and is forgotten', async () => {
    await start({ singleProcess: true });
    expect(await subject.ask('ana', 'in the outage')).toMatchObject({
      value: 'in the outage',
      fill: 'stored',
    });
    expect(await subject.ask('ana', 'never')).toMatchObject({ value: 'in the outage', source: 'hit' });
    expect(await subject.invalidate('ana')).toMatchObject({ acknowledged: false });
    expect(await subject.ask('ana', 'changed')).toMatchObject({ value: 'changed', fill: 'stored' });
    await subject.ask('ben', 'in the outage');
    await end();
    expect(await subject.ask('ana', 'after')).toMatchObject({ value: 'after', fill: 'stored' });
    expect(await subject.ask('ben', 'after')).toMatchObject({ value: 'after', fill: 'stored' });
    await server.pause();
    expect(await subject.ask('ben', 'second outage')).toMatchObject({ value: 'second outage' });
  });

  it('stores nothing in the server that was begun under its own tokens, nor the other way round', async () => {
    await start({ singleProcess: true });
    let finish: (value: string) => void = () => undefined;
    const running = subject.cache.queries.resolve(
      { workspaceId: 'w', clientId: 'cleo' },
      'question',
      () => new Promise<string>((resolve) => (finish = resolve)),
    );
    await end();
    finish('local');
    expect(await running).toMatchObject({ computed: 'local', fill: 'refused' });
    expect(await subject.ask('cleo', 'new')).toMatchObject({ value: 'new', source: 'computed' });
  });

  it('shares a computation among the requests of an outage', async () => {
    await start({ maxStalenessMs: 60_000 });
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => subject.ask('ana', n)));
    expect(new Set(answers.map(({ value }) => value)).size).toBe(1);
    expect(answers.filter(({ source }) => source === 'computed')).toHaveLength(1);
  });

  it('is off without either option: every request is computed for itself', async () => {
    await start({});
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => subject.ask('ana', n)));
    expect(answers.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4]);
  });
});
