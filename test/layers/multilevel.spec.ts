import {
  dependsOn,
  InvalidKeyError,
  InvalidScopeError,
  LookupHandleError,
  spent,
  type Cache,
  type LookupMiss,
  type LookupOptions,
  type Passage,
} from '../../src/engine.js';
import { nonce } from '../../src/cache/core/incarnation.js';
import { startRedis, type RedisServer } from '../support/redis/index.js';
import { gate, startCache, STORE_KINDS } from './support/caches.js';

const scope = { workspaceId: 'w', clientId: 'c' };
const QUESTION = 'How does she sleep?';
const classifier = { name: 'triage', version: 1 };
const LOOKUP: LookupOptions = { collection: 'notes', topN: 3, classifier };
const passages = [{ documentId: 'sleep', text: 'sleeps badly' }];
const intent = { label: 'question' };
const document = { kind: 'document', id: 'sleep' } as const;

describe.each(STORE_KINDS)('MultiLevelCache on the %s store', (kind) => {
  let cache: Cache;

  const lookup = (options: LookupOptions = LOOKUP, query = QUESTION, by = scope) =>
    cache.levels.lookup<string>(query, by, options);
  const missed = async (options?: LookupOptions): Promise<LookupMiss<string>> => {
    const found = await lookup(options);
    if (found.hit) throw new Error('Expected a miss.');
    return found;
  };

  beforeEach(async () => {
    cache = await startCache(kind);
  });

  it('finds nothing, then the parts, then the answer', async () => {
    const first = await missed();
    expect(first.parts).toEqual({});
    await expect(cache.levels.store(first, { intent, passages })).resolves.toEqual({
      intent: 'stored',
      passages: 'stored',
    });
    const second = await missed();
    expect(second.parts).toEqual({ intent, passages });
    await expect(cache.levels.store(second, { answer: 'Badly.', intent, passages })).resolves.toEqual({
      answer: 'stored',
      intent: 'cached',
      passages: 'cached',
    });
    expect(await lookup()).toMatchObject({ hit: true, level: 'query_result', answer: 'Badly.' });
    expect(await lookup(LOOKUP, ' how does SHE sleep?')).toMatchObject({ hit: true, answer: 'Badly.' });
  });

  it('shares every entry with the methods of the layers', async () => {
    const never = (): never => {
      throw new Error('It is in the cache.');
    };
    await cache.levels.store(await missed(), { answer: 'Badly.', intent, passages });
    const search = { query: QUESTION, collection: 'notes', topN: 3 };
    await expect(cache.queries.getOrCompute(scope, QUESTION, never)).resolves.toBe('Badly.');
    await expect(
      cache.intents.classify(scope, QUESTION, { ...classifier, classify: never }),
    ).resolves.toEqual(intent);
    await expect(cache.retrievals.search(scope, search, never)).resolves.toEqual(passages);
  });

  it('keeps apart scopes, contexts, variants, names, collections, filters and classifiers', async () => {
    await cache.levels.store(await missed(), { answer: 'Badly.', intent, passages });
    const answers = [{ context: ['Hello'] }, { variant: 'nl' }, { name: 'other' }];
    for (const key of answers) expect(await lookup({ ...LOOKUP, ...key })).toMatchObject({ hit: false });
    for (const by of [
      { workspaceId: 'w', clientId: 'd' },
      { workspaceId: 'v', clientId: 'c' },
    ]) {
      const found = await lookup(LOOKUP, QUESTION, by);
      // An intent is no client's: it is the same for all of the workspace.
      expect(found).toMatchObject({ hit: false, parts: by.workspaceId === 'w' ? { intent } : {} });
      if (!found.hit) expect(found.parts.passages).toBeUndefined();
    }
    const others = [{ collection: 'letters' }, { topN: 4 }, { filters: { year: 2026 } }];
    for (const key of others) {
      const found = await missed({ ...LOOKUP, ...key, name: 'other' });
      expect(found.parts).toEqual({ intent });
    }
    const other = await missed({ ...LOOKUP, name: 'other', classifier: { name: 'triage', version: 2 } });
    expect(other.parts).toEqual({ passages });
  });

  it('refuses to store what was looked for before an invalidation of the client', async () => {
    const miss = await missed();
    await cache.invalidator.client('w', 'c');
    const stored = await cache.levels.store(miss, { answer: 'Badly.', intent, passages });
    expect(stored).toEqual({ answer: 'refused', intent: 'stored', passages: 'refused' });
    expect((await missed()).parts).toEqual({ intent });
  });

  it.each(['document', 'collection'] as const)(
    'refuses an answer from passages whose %s was invalidated since the look-up found them',
    async (what) => {
      await cache.levels.store(await missed(), { passages });
      const miss = await missed();
      expect(miss.parts.passages).toEqual(passages);
      await cache.invalidator.dependency('w', what === 'document' ? document : { kind: what, id: 'notes' });
      // The passages are not given back: that the answer is made from them is known from the look-up.
      await expect(cache.levels.store(miss, { answer: 'Badly.' })).resolves.toEqual({ answer: 'refused' });
    },
  );

  it('makes an answer depend on the passages found, on those given and on what it was said to', async () => {
    const makers: ((miss: LookupMiss<string>) => Promise<unknown>)[] = [
      (miss) => cache.levels.store(miss, { answer: 'Badly.', passages }),
      (miss) => cache.levels.store(miss, { answer: 'Badly.', documents: ['sleep'] }),
      async (miss) => {
        await cache.levels.store(miss, { passages });
        await cache.levels.store(miss, { answer: 'Badly.' });
      },
      async (miss) => {
        await miss.run(async () => {
          await Promise.resolve();
          dependsOn('sleep');
        });
        await cache.levels.store(miss, { answer: 'Badly.' });
      },
      async (miss) => {
        const search = { query: 'another', collection: 'notes' };
        await miss.run(() => cache.retrievals.search(scope, search, () => Promise.resolve(passages)));
        await cache.levels.store(miss, { answer: 'Badly.' });
      },
    ];
    for (const make of makers) {
      await make(await missed());
      expect(await lookup()).toMatchObject({ hit: true });
      await cache.invalidator.dependency('w', { kind: 'document', id: 'diet' });
      expect(await lookup()).toMatchObject({ hit: true });
      await cache.invalidator.dependency('w', document);
      expect(await lookup()).toMatchObject({ hit: false });
    }
  });

  it('makes passages and answer depend on the collection they are from', async () => {
    await cache.levels.store(await missed(), { answer: 'Badly.', passages });
    await cache.invalidator.dependency('w', { kind: 'collection', id: 'letters' });
    expect(await lookup()).toMatchObject({ hit: true });
    await cache.invalidator.dependency('w', { kind: 'collection', id: 'notes' });
    expect(await lookup()).toEqual({ hit: false, parts: {}, spentUsd: 0, run: expect.any(Function) });
  });

  it('depends on other passages than those it found, when the agent gives others', async () => {
    await cache.levels.store(await missed(), { passages });
    const others: Passage[] = [{ documentId: 'diet' }];
    await cache.levels.store(await missed(), { answer: 'Badly.', passages: others });
    await cache.invalidator.dependency('w', { kind: 'document', id: 'diet' });
    expect(await lookup()).toMatchObject({ hit: false, parts: { passages } });
  });

  it('makes an answer around the look-up depend on what it gave', async () => {
    await cache.levels.store(await missed(), { passages });
    let computations = 0;
    const outer = (): Promise<string> =>
      cache.queries.getOrCompute(scope, 'outer', async () => {
        computations++;
        const found = await missed();
        return String(found.parts.passages?.length);
      });
    await outer();
    await outer();
    expect(computations).toBe(1);
    await cache.invalidator.dependency('w', document);
    await expect(outer()).resolves.toBe('undefined');
  });

  it('holds up nobody with a look-up that is never stored', async () => {
    const namespace = `t-${nonce()}`;
    const one = await startCache(kind, {}, namespace);
    const two = await startCache(kind, {}, namespace);
    await one.levels.lookup(QUESTION, scope);
    // With a lease this would wait for the owner for 30 s.
    await expect(two.queries.getOrCompute(scope, QUESTION, () => Promise.resolve('at once'))).resolves.toBe(
      'at once',
    );
  });

  it('stores only for a miss of its own look-up, only what was asked for, and an answer once', async () => {
    const forged: LookupMiss<string> = { ...(await missed()) };
    await expect(cache.levels.store(forged, { answer: 'Badly.' })).rejects.toBeInstanceOf(LookupHandleError);
    const bare = await missed({});
    await expect(cache.levels.store(bare, { passages })).rejects.toThrow(
      /"passages" \(option "collection"\)/,
    );
    await expect(cache.levels.store(bare, { intent })).rejects.toThrow(/"intent" \(option "classifier"\)/);
    await expect(cache.levels.store(bare, { answer: 'Badly.' })).resolves.toEqual({ answer: 'stored' });
    await expect(cache.levels.store(bare, { answer: 'Well.' })).rejects.toThrow(/stored already/);
  });

  it('does not store an answer that asked for it, and says so', async () => {
    const miss = await missed();
    const answer = await miss.run((context) => {
      context.noStore();
      return Promise.resolve('partial');
    });
    await expect(cache.levels.store(miss, { answer })).resolves.toEqual({ answer: 'no_store' });
  });

  it('recomputes what is older than asked for', async () => {
    await cache.levels.store(await missed(), { answer: 'Badly.', passages });
    expect((await missed({ ...LOOKUP, maxAgeMs: 0 })).parts).toEqual({});
    expect(await lookup({ ...LOOKUP, maxAgeMs: 60_000 })).toMatchObject({ hit: true });
  });

  it('ends with its caller', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(lookup({ ...LOOKUP, signal: gone })).rejects.toThrow('gone');
  });

  it('refuses a request without a tenant or with a key that is no JSON', async () => {
    await expect(cache.levels.lookup(QUESTION, { workspaceId: '' })).rejects.toBeInstanceOf(
      InvalidScopeError,
    );
    await expect(lookup({ variant: Number.NaN })).rejects.toBeInstanceOf(InvalidKeyError);
  });

  it('warms with bounded concurrency, leaves present answers, reports failures', async () => {
    await cache.queries.getOrCompute(scope, 'present', () => Promise.resolve('x'));
    let running = 0;
    let most = 0;
    const two = gate();
    const items = ['a', 'present', 'b', 'fails', 'c', 'd', 'not stored'].map((query) => ({ query, scope }));
    const report = await cache.levels.warm(
      items,
      async ({ query }, context) => {
        most = Math.max(most, ++running);
        // The first waits for the second, so that two do run at a time; a third would be counted.
        if (most === 2) two.open();
        await two.pass();
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        if (query === 'fails') throw new Error('no answer');
        if (query === 'not stored') context.noStore();
        return `answer to ${query}`;
      },
      { concurrency: 2 },
    );
    expect(report).toEqual({
      stored: 4,
      present: 1,
      notStored: 1,
      failed: [{ index: 3, error: new Error('no answer') }],
    });
    expect(most).toBe(2);
    expect(await lookup({}, 'c')).toMatchObject({ hit: true, answer: 'answer to c' });
  });

  it('ends warming when told to', async () => {
    const stop = new AbortController();
    let computed = 0;
    const warming = cache.levels.warm(
      ['a', 'b', 'c'].map((query) => ({ query, scope })),
      () => {
        computed++;
        stop.abort(new Error('enough'));
        return Promise.resolve('x');
      },
      { concurrency: 1, signal: stop.signal },
    );
    await expect(warming).rejects.toThrow('enough');
    expect(computed).toBe(1);
  });

  it('computes, and stores nothing, when it is switched off', async () => {
    const off = await startCache('memory', { enabled: false });
    const miss = await off.levels.lookup(QUESTION, scope, LOOKUP);
    if (miss.hit) throw new Error('Expected a miss.');
    const stored = await off.levels.store(miss, { answer: 'Badly.', intent, passages });
    expect(stored).toEqual({ answer: 'disabled', intent: 'disabled', passages: 'disabled' });
    expect(await off.levels.lookup(QUESTION, scope, LOOKUP)).toMatchObject({ hit: false, parts: {} });
  });

  it('counts hits, latency, and what was saved and spent, per level and over all', async () => {
    const miss = await missed();
    const answer = await miss.run(() => {
      spent(0.02);
      return Promise.resolve('Badly.');
    });
    await cache.levels.store(miss, {
      answer,
      intent,
      passages,
      costsUsd: { intent: 0.001, passages: 0.003 },
    });
    await lookup();
    await lookup({ ...LOOKUP, name: 'other' });
    const { levels, overall } = cache.levels.metrics();
    expect(levels['query_result']).toMatchObject({
      hits: 1,
      misses: 2,
      hitRate: 1 / 3,
      computations: 1,
      lookups: 3,
    });
    expect(levels['intent']).toMatchObject({ hits: 2, misses: 1, spentUsd: 0.001 });
    expect(levels['retrieval']).toMatchObject({ hits: 1, misses: 1, hitRate: 0.5, savedUsd: 0.003 });
    expect(levels['query_result']?.averageLookupMs).toBeGreaterThan(0);
    expect(levels['query_result']?.averageAnswerMs).toBeGreaterThan(0);
    expect(overall).toMatchObject({ requests: 3, hits: 1, hitRate: 1 / 3 });
    expect(overall.spentUsd).toBeCloseTo(0.024, 10);
    // The answer with its parts once, an intent twice (beside the answer that was found first it counts too), passages once.
    expect(levels['query_result']?.savedUsd).toBeCloseTo(0.024, 10);
    expect(overall.averageLookupMs).toBeGreaterThan(0);
  });

  it('takes prices for what nobody reported', async () => {
    const priced = await startCache(kind, {
      prices: {
        layers: { query_result: 0.01, intent: 0.0005, retrieval: 0.002 },
        models: { 'command-a': { input: 2.5, output: 10 } },
      },
    });
    const miss = await priced.levels.lookup<string>(QUESTION, scope, LOOKUP);
    if (miss.hit) throw new Error('Expected a miss.');
    await priced.levels.store(miss, { answer: 'Badly.', intent, passages });
    expect(priced.levels.metrics().overall.spentUsd).toBeCloseTo(0.0125, 10);
    await priced.queries.getOrCompute(scope, 'by tokens', (context) => {
      context.spentTokens('command-a', { inputTokens: 1000, outputTokens: 200 });
      return Promise.resolve('x');
    });
    expect(priced.levels.metrics().overall.spentUsd).toBeCloseTo(0.0125 + 0.0045, 10);
    await priced.levels.lookup(QUESTION, scope);
    expect(priced.levels.metrics().levels['query_result']?.savedUsd).toBeCloseTo(0.0125, 10);
  });
});

describe('MultiLevelCache without its Redis', () => {
  let server: RedisServer | undefined;

  afterEach(() => server?.stop());

  it('misses, stores nothing, says so, and serves the request all the same', async () => {
    server = await startRedis();
    const lines: string[] = [];
    const note = (line: string): void => void lines.push(line);
    const cache = await startCache('redis', {
      redis: { url: server.url },
      logger: { log: note, warn: note },
    });
    await cache.levels.store(await miss(cache), { answer: 'Badly.', passages });
    await server.kill();
    const found = await miss(cache);
    expect(found.parts).toEqual({});
    const answer = await found.run(() => Promise.resolve('Badly.'));
    await expect(cache.levels.store(found, { answer, intent, passages })).resolves.toEqual({
      answer: 'error',
      intent: 'error',
      passages: 'error',
    });
    expect(lines.filter((line) => line.includes('fails'))).toHaveLength(1);
  });

  async function miss(cache: Cache): Promise<LookupMiss<string>> {
    const found = await cache.levels.lookup<string>(QUESTION, scope, LOOKUP);
    if (found.hit) throw new Error('Expected a miss.');
    return found;
  }
});
