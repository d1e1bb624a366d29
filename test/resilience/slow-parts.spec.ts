import { randomBytes } from 'node:crypto';
import type { CacheOptions } from '../../src/engine.js';
import { CacheUnderFault, COMMAND_TIMEOUT_MS, SLACK_MS } from './cache-under-fault.js';

const hangs = <T>(): Promise<T> => new Promise<T>(() => undefined);
const encryption = (secretOf: () => Promise<Buffer>): CacheOptions['encryption'] => ({
  keys: [{ id: 'k', key: randomBytes(32).toString('base64') }],
  workspaceSecrets: { secretOf, erase: () => Promise.resolve() },
});

/** What the host supplies and every look-up asks. */
const PARTS: Record<string, CacheOptions> = {
  'a key store': { encryption: encryption(hangs) },
  'the versions of strict mode': { scopeVersions: { get: hangs } },
};

describe('a part of the host that never answers', () => {
  let subject: CacheUnderFault;
  const start = async (options: CacheOptions): Promise<void> => {
    subject = new CacheUnderFault({ url: process.env['TEST_REDIS_URL'] ?? '' }, options);
    await subject.start();
  };
  afterEach(() => subject.cache.stop());

  it.each(Object.keys(PARTS))('costs a request no more than a time-out: %s', async (name) => {
    await start(PARTS[name] as CacheOptions);
    const answered = await subject.ask('ana', 'computed');
    expect(answered).toMatchObject({ value: 'computed', fill: 'error' });
    expect(answered.ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);
    expect((await subject.invalidate('ana')).acknowledged).toBe(true);
  });

  it('that answers late has answered for the next request', async () => {
    let answer: (secret: Buffer) => void = () => undefined;
    const slow = new Promise<Buffer>((resolve) => (answer = resolve));
    await start({ encryption: encryption(() => slow) });
    expect(await subject.ask('ana', 'computed')).toMatchObject({ fill: 'error' });
    answer(randomBytes(32));
    expect(await subject.ask('ana', 'stored')).toMatchObject({ value: 'stored', fill: 'stored' });
    expect(await subject.ask('ana', 'never')).toMatchObject({ value: 'stored', source: 'hit' });
  });
});
