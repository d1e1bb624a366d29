import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { createCache, type Cache, type CacheOptions, type Scope } from '../../src/engine.js';
import { StrictScopedStore } from '../../src/cache/strict/strict-scoped-store.js';
import { MemoryStore } from '../../src/cache/store/memory/memory-store.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { ManualClock, scopedStoreConformance } from '../../src/testing.js';
import { withClient } from '../support/redis/index.js';

const SCOPE = { workspaceId: 'w', clientId: 'c' };
const url = (): string => process.env['TEST_REDIS_URL'] ?? '';

/** The application's data, with a version that is raised by every change. */
class Notes {
  version = 0;
  text = 'first';
  asked = 0;
  /** Called between the reading of the version and that of the text. */
  betweenReads = (): Promise<void> => Promise.resolve();

  readonly versions = {
    get: (_: Scope): Promise<number> => {
      this.asked++;
      return Promise.resolve(this.version);
    },
  };

  change(text: string): void {
    this.text = text;
    this.version++;
  }
}

describe.each(['memory', 'redis'] as const)('strict mode on the %s store', (kind) => {
  let notes: Notes;
  let namespace: string;
  let corrupt: string[];
  const caches: Cache[] = [];

  const open = async (options: CacheOptions = {}): Promise<Cache> => {
    const cache = createCache({
      namespace,
      redis: kind === 'redis' ? { url: url() } : null,
      commandTimeoutMs: 5000,
      scopeVersions: notes.versions,
      observer: { ...silentObserver, corrupt: (layer) => void corrupt.push(layer) },
      ...options,
    });
    caches.push(cache);
    await cache.start();
    return cache;
  };
  const ask = async (cache: Cache, scope: Scope = SCOPE) => {
    let computed = false;
    const answer = await cache.queries.getOrCompute(scope, 'q', () => {
      computed = true;
      return Promise.resolve(notes.text);
    });
    return { answer, computed };
  };

  beforeEach(() => {
    notes = new Notes();
    namespace = `strict-${randomUUID()}`;
    corrupt = [];
  });
  afterEach(async () => {
    for (const cache of caches.splice(0)) {
      await cache.invalidator.clear();
      await cache.stop();
    }
  });

  it('serves a hit while the version stands, and asks for it every time', async () => {
    const cache = await open();
    expect(await ask(cache)).toEqual({ answer: 'first', computed: true });
    const asked = notes.asked;
    expect(await ask(cache)).toEqual({ answer: 'first', computed: false });
    expect(notes.asked).toBe(asked + 1);
  });

  it('serves nothing old though the event was lost', async () => {
    const cache = await open();
    await ask(cache);
    notes.change('second');
    expect(await ask(cache)).toEqual({ answer: 'second', computed: true });
    expect(await ask(cache)).toEqual({ answer: 'second', computed: false });
  });

  it('serves nothing old though the event came before the commit', async () => {
    const cache = await open();
    await ask(cache);
    await cache.invalidator.client('w', 'c');
    await ask(cache); // reads what is not changed yet, and stores it after the invalidation
    notes.change('second');
    expect(await ask(cache)).toEqual({ answer: 'second', computed: true });
  });

  it('stores an answer under the version from before its data was read', async () => {
    const cache = await open();
    await cache.queries.getOrCompute(SCOPE, 'q', () => {
      const read = notes.text;
      notes.change('second'); // committed while the answer is being written
      return Promise.resolve(read);
    });
    expect(await ask(cache)).toEqual({ answer: 'second', computed: true });
  });

  it('lets nobody join a computation of an older version', async () => {
    const cache = await open();
    let release = (): void => undefined;
    const slow = cache.queries.getOrCompute(SCOPE, 'q', async () => {
      const read = notes.text;
      await new Promise<void>((resolve) => (release = resolve));
      return read;
    });
    while (cache.scoped.running === 0) await new Promise((resolve) => setImmediate(resolve));
    notes.change('second');
    const late = kind === 'memory' ? ask(cache) : undefined;
    if (late !== undefined) expect(await late).toEqual({ answer: 'second', computed: true });
    release();
    expect(await slow).toBe('first');
    expect((await ask(cache)).answer).toBe('second');
  });

  it('computes and stores nothing while the version cannot be read', async () => {
    const cache = await open({ scopeVersions: { get: () => Promise.reject(new Error('no database')) } });
    expect((await ask(cache)).computed).toBe(true);
    expect((await ask(cache)).computed).toBe(true);
    const later = await open();
    expect((await ask(later)).computed).toBe(true);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['no number', NaN],
    ['a whole row', { version: 1 }],
    ['an empty text', ''],
  ])('takes for no version what cannot be one: %s', async (_, version) => {
    const cache = await open({ scopeVersions: { get: () => Promise.resolve(version as number) } });
    expect((await ask(cache)).computed).toBe(true);
    notes.change('second');
    expect(await ask(cache)).toEqual({ answer: 'second', computed: true });
  });

  it('waits for a version no longer than for a command, and computes without storing', async () => {
    const cache = await open({
      scopeVersions: { get: () => new Promise<number>(() => undefined) },
      commandTimeoutMs: 50,
    });
    expect(await ask(cache)).toEqual({ answer: 'first', computed: true });
    notes.text = 'second';
    expect(await ask(cache)).toEqual({ answer: 'second', computed: true });
  });

  it('serves what was true at some time after the read began, whatever is lost, early or late', async () => {
    const step = fc.constantFrom('change', 'changeUnannounced', 'announce', 'read', 'readTwice');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        notes = new Notes();
        namespace = `strict-${randomUUID()}`;
        const cache = await open();
        let count = 0;
        for (const action of steps) {
          if (action === 'announce') await cache.invalidator.client('w', 'c');
          else if (action.startsWith('change')) {
            notes.change(`text ${String(++count)}`);
            if (action === 'change') await cache.invalidator.client('w', 'c');
          } else {
            const reads = action === 'read' ? 1 : 2;
            const answers = await Promise.all(Array.from({ length: reads }, () => ask(cache)));
            for (const { answer } of answers) expect(answer).toBe(notes.text);
          }
        }
      }),
      { numRuns: kind === 'memory' ? 200 : 40 },
    );
  }, 30_000);

  if (kind === 'redis') {
    it('serves nothing that came back from the dead, as after a failover that lost an invalidation', async () => {
      const cache = await open();
      await ask(cache);
      await withClient({ url: url() }, async (client) => {
        const keys = await client.keys(`${namespace}:query:*`);
        const copies = await Promise.all(
          keys.map(async (key) => [key, await client.dumpBuffer(key)] as const),
        );
        notes.change('second');
        await cache.invalidator.client('w', 'c');
        for (const [key, bytes] of copies) await client.restore(key, 0, bytes, 'REPLACE');
      });
      expect(await ask(cache)).toEqual({ answer: 'second', computed: true });
    });

    it('takes an entry that was stored without a version for corrupt', async () => {
      await ask(await open({ scopeVersions: undefined }));
      expect((await ask(await open())).computed).toBe(true);
      expect(corrupt).toEqual(['query_result']);
    });

    it('is as good behind a seal', async () => {
      const keys = [{ id: 'k', key: Buffer.alloc(32, 1).toString('base64') }];
      const cache = await open({ encryption: { keys } });
      await ask(cache);
      expect((await ask(cache)).computed).toBe(false);
      notes.change('second');
      expect(await ask(cache)).toEqual({ answer: 'second', computed: true });
    });
  }
});

describe('the strict store keeps the contract of a scoped store', () => {
  const create = () => {
    const clock = new ManualClock();
    const versions = { get: () => Promise.resolve(1) };
    const store = new StrictScopedStore(new MemoryStore({ maxBytes: 1e7, clock }), versions, 1000);
    // The suite's reads do not say whose they are.
    const begin: typeof store.begin = (request) =>
      StrictScopedStore.prototype.begin.call(store, { ...request, scope: SCOPE });
    store.begin = begin;
    return Promise.resolve({ store, elapse: (ms: number) => clock.advance(ms), close: () => store.stop() });
  };
  // The version is the application's word, not an incarnation of the store's: it is compared when the entry is read.
  const comparesEveryMember = 'a fill with any single incarnation changed is refused';
  const cases = scopedStoreConformance(create);
  it('but for one case', () => expect(cases.map(({ name }) => name)).toContain(comparesEveryMember));
  it.each(cases.filter(({ name }) => name !== comparesEveryMember))('$name', ({ run }) => run(), 30_000);
});
