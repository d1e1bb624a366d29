import { randomUUID } from 'node:crypto';
import { outboxJournal } from '../../src/engine.js';
import { ManualClock } from '../../src/testing.js';
import { CacheUnderFault } from './cache-under-fault.js';

const url = String(process.env['TEST_REDIS_URL']);

describe('an outbox as the journal', () => {
  const open: CacheUnderFault[] = [];
  const start = async (
    options: ConstructorParameters<typeof CacheUnderFault>[1],
  ): Promise<CacheUnderFault> => {
    const subject = new CacheUnderFault({ url }, options);
    open.push(subject);
    await subject.start();
    return subject;
  };
  afterEach(async () => {
    for (const subject of open.splice(0)) await subject.cache.stop();
  });

  it('makes what is undelivered untrue before anything is read, and nothing else', async () => {
    const namespace = randomUUID();
    const before = await start({ namespace });
    for (const client of ['ana', 'ben']) await before.ask(client, 'old');
    await before.ask('cleo', 'old', 'v');
    const undelivered = [{ workspaceId: 'w', clientId: 'ana' }, { workspaceId: 'v' }];
    const after = await start({ namespace, journal: outboxJournal(() => Promise.resolve(undelivered)) });
    expect(after.state).toBe('healthy');
    expect(await after.ask('ana', 'new')).toMatchObject({ value: 'new' });
    expect(await after.ask('cleo', 'new', 'v')).toMatchObject({ value: 'new' });
    expect(await after.ask('ben', 'never')).toMatchObject({ value: 'old', source: 'hit' });
  });

  it('that cannot be read is asked again; until then nothing is read and everything answered', async () => {
    const namespace = randomUUID();
    const before = await start({ namespace });
    await before.ask('ana', 'old');
    await before.ask('ben', 'old');
    const clock = new ManualClock(Date.now());
    let isAway = true;
    const after = await start({
      namespace,
      clock,
      journal: outboxJournal(() =>
        isAway
          ? Promise.reject(new Error('no database'))
          : Promise.resolve([{ workspaceId: 'w', clientId: 'ana' }]),
      ),
    });
    expect(after.state).toBe('fenced');
    expect(await after.ask('ben', 'computed')).toMatchObject({ value: 'computed', fill: 'error' });
    expect(await after.invalidate('nobody')).toMatchObject({ acknowledged: true });
    isAway = false;
    await clock.advance(1000);
    for (let n = 0; n < 100 && after.state !== 'healthy'; n++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(after.state).toBe('healthy');
    expect(await after.ask('ana', 'new')).toMatchObject({ value: 'new', source: 'computed' });
    expect(await after.ask('ben', 'never')).toMatchObject({ value: 'old', source: 'hit' });
    expect(after.log.filter((line) => line.startsWith('The journal of invalidations fails'))).toHaveLength(1);
  });
});
