import { randomUUID } from 'node:crypto';
import { createCache, type Cache, type Resolution } from '../../src/engine.js';

/**
 * Two caches share nothing but the server: what one knows of a stream that runs in the other is its lease. They stand
 * for two processes.
 */
describe('a stream that runs in another process', () => {
  const namespace = `stream-processes-${randomUUID()}`;
  const scope = { workspaceId: 'w', clientId: 'c' };
  let here: Cache;
  let there: Cache;
  let said: string[];
  let opened: string[];
  let goOn: (() => void)[];

  beforeEach(async () => {
    const options = { namespace, redis: { url: process.env['TEST_REDIS_URL'] as string }, leaseTtlMs: 1000 };
    here = createCache(options);
    there = createCache(options);
    await Promise.all([here.start(), there.start()]);
    said = [];
    opened = [];
    goOn = [];
  });
  afterEach(async () => {
    await here.invalidator.clear();
    await Promise.all([here.stop(0), there.stop(0)]);
  });

  /** Says two words, and waits between them until the test lets it go on. */
  async function* words(who: string, fails = false): AsyncGenerator<string> {
    opened.push(who);
    yield `${who} begins`;
    await new Promise<void>((resolve) => goOn.push(resolve));
    if (fails) throw new Error('cut');
    yield `${who} ends`;
  }
  const ask = (cache: Cache, who: string, fails = false): Promise<Resolution<AsyncIterable<string>>> =>
    cache.queries.resolve<AsyncIterable<string>>(scope, 'q', () => Promise.resolve(words(who, fails)));
  const all = async (resolution: Resolution<AsyncIterable<string>>): Promise<string[]> => {
    const heard: string[] = [];
    const events = resolution.source === 'hit' ? await resolution.value() : resolution.computed;
    for await (const event of events) heard.push(event);
    return heard;
  };
  const until = async (condition: () => boolean): Promise<void> => {
    for (let tries = 0; !condition(); tries++) {
      if (tries > 1000) throw new Error('did not come about');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('is waited for and then replayed whole', async () => {
    const leading = all(await ask(here, 'here'));
    await until(() => goOn.length === 1);
    const waiting = ask(there, 'there').then(async (resolution) => {
      said.push(resolution.source);
      return await all(resolution);
    });
    await until(() => there.health().running === 1);
    expect(said).toEqual([]);
    goOn[0]?.();
    expect(await leading).toEqual(['here begins', 'here ends']);
    expect(await waiting).toEqual(['here begins', 'here ends']);
    expect(said).toEqual(['hit']);
    expect(opened).toEqual(['here']);
  });

  it('is computed anew, from its beginning, when the first one is cut', async () => {
    const leading = all(await ask(here, 'here', true));
    leading.catch(() => undefined);
    await until(() => goOn.length === 1);
    const waiting = ask(there, 'there').then(all);
    await until(() => there.health().running === 1);
    goOn[0]?.();
    await expect(leading).rejects.toThrow('cut');
    await until(() => goOn.length === 2);
    goOn[1]?.();
    expect(await waiting).toEqual(['there begins', 'there ends']);
  });

  it('is not waited for, let alone mixed in, after an invalidation', async () => {
    const leading = all(await ask(here, 'here'));
    await until(() => goOn.length === 1);
    expect((await there.invalidator.client('w', 'c')).acknowledged).toBe(true);
    const fresh = all(await ask(there, 'there'));
    await until(() => goOn.length === 2);
    goOn[1]?.();
    expect(await fresh).toEqual(['there begins', 'there ends']);
    goOn[0]?.();
    expect(await leading).toEqual(['here begins', 'here ends']);
    expect(await all(await ask(here, 'never'))).toEqual(['there begins', 'there ends']);
    expect(opened).toEqual(['here', 'there']);
  });
});
