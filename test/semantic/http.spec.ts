import {
  Controller,
  Get,
  Module,
  Query,
  Sse,
  UseGuards,
  type INestApplication,
  type MessageEvent,
} from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { register } from 'prom-client';
import { from, type Observable } from 'rxjs';
import {
  AICacheService,
  CACHE,
  CachedQuery,
  CacheModule,
  MultiLevelCache,
  type Cache,
  type CacheModuleOptions,
  type EmbeddingProvider,
} from '../../src/index.js';
import { ADAPTERS, boot } from '../http/support/adapters.js';
import { ask, type Answer } from '../http/support/client.js';
import { LocalClock } from '../http/support/local.clock.js';
import { as, HeaderGuard, tenantOptions } from '../http/support/tenant.js';

/** Everything is as near as can be: whatever is kept apart here, the vectors do not do it. */
const provider: EmbeddingProvider = {
  name: 'one-vector',
  model: 'constant',
  maxBatch: 16,
  embed: (texts) => Promise.resolve({ vectors: texts.map(() => [0.6, 0.8]), tokens: 10 * texts.length }),
};
const semantic = { enabled: true } as const;
/** A computation that takes a moment, in which the question's vector is there. */
const later = async <T>(value: T): Promise<T> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  return value;
};
let calls = 0;

@Controller()
@UseGuards(HeaderGuard)
class AgentController {
  @Get('ask')
  @CachedQuery()
  ask(@Query('question') question: string): unknown {
    calls++;
    return { question, answer: 'Sleep improved.', n: calls };
  }

  @Get('exact')
  @CachedQuery({ semantic: false })
  exact(): unknown {
    return { n: ++calls };
  }

  @Sse('stream')
  @CachedQuery()
  stream(): Observable<MessageEvent> {
    calls++;
    return from([{ data: { text: 'Sleep ' } }, { data: { text: `improved ${calls}.` } }]);
  }
}

@Module({ imports: [PrometheusModule.register()] })
class MonitoringModule {}

describe.each(ADAPTERS)('similar questions over HTTP on %s', (adapter) => {
  let app: INestApplication;
  let url: string;
  let clock: LocalClock;

  const start = async (options: CacheModuleOptions = {}): Promise<void> => {
    register.clear();
    clock = new LocalClock();
    calls = 0;
    ({ app, url } = await boot(adapter, {
      imports: [
        MonitoringModule,
        CacheModule.forRoot({
          ...tenantOptions,
          clock,
          embedding: { provider },
          prices: { models: { constant: { input: 1 } }, layers: { query_result: 0.5 } },
          semantic,
          ...options,
        }),
      ],
      controllers: [AgentController],
    }));
  };
  afterEach(async () => {
    await app.close();
    register.clear();
  });

  const get = async (
    path: string,
    question: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await ask(`${url}/${path}?question=${encodeURIComponent(question)}`, {
      headers: { ...as('w', { 'x-client': 'c' }), ...headers },
    });
    await app.get<Cache>(CACHE).scoped.settled();
    return answer;
  };
  const CACHED = 'How is the sleep of the client?';
  const REWORDED = 'How is the sleep of the client';

  it('serves the stored bytes of the other entry, with its age and entity tag, and 304', async () => {
    await start();
    const computed = await get('ask', CACHED);
    clock.advance(7000);
    const similar = await get('ask', REWORDED);
    expect(similar.bytes.equals(computed.bytes)).toBe(true);
    expect(similar.headers['cache-status']).toMatch(/^nestjs-ai-cache; hit; ttl=\d+; detail=semantic$/);
    expect(similar.headers['age']).toBe('7');
    expect(similar.headers['etag']).toBe(computed.headers['etag']);
    const unchanged = await get('ask', REWORDED, { 'if-none-match': String(computed.headers['etag']) });
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
    expect((await get('ask', CACHED)).headers['cache-status']).toContain('detail=exact');
    expect(calls).toBe(1);
  });

  it('answers only-if-cached, and computes for no-cache', async () => {
    await start();
    await get('ask', CACHED);
    const only = await get('ask', REWORDED, { 'cache-control': 'only-if-cached' });
    expect([only.status, only.headers['cache-status']]).toEqual([
      200,
      expect.stringContaining('detail=semantic'),
    ]);
    await get('ask', REWORDED, { 'cache-control': 'no-cache' });
    expect(calls).toBe(2);
    expect((await get('ask', REWORDED)).headers['cache-status']).toContain('detail=exact');
  });

  it('keeps apart what the guards tell apart, though the vectors are equal', async () => {
    await start();
    await get('ask', 'Is a dose of 5 mg safe?');
    for (const other of [
      'Is a dose of 50 mg safe?',
      'Is a dose of 5 mg not safe?',
      'Is a dose of 5 g safe?',
      'Is the left knee better?',
    ]) {
      expect([other, (await get('ask', other)).headers['cache-status']]).toEqual([
        other,
        expect.stringContaining('fwd=miss'),
      ]);
    }
    expect(calls).toBe(5);
  });

  it('is off by default, and for a handler that says so', async () => {
    await start({ semantic: {} });
    await get('ask', CACHED);
    await get('ask', REWORDED);
    expect(calls).toBe(2);
    await app.close();
    await start();
    await get('exact', CACHED);
    await get('exact', REWORDED);
    expect(calls).toBe(2);
  });

  it('replays the stream of a similar question', async () => {
    await start();
    const first = await get('stream', CACHED);
    const similar = await get('stream', REWORDED);
    expect(first.text).toContain('improved 1.');
    expect(similar.text).toBe(first.text);
    expect(similar.headers['cache-status']).toContain('detail=semantic');
    expect(calls).toBe(1);
  });

  it('explains, and rejects a pair for good in both directions', async () => {
    await start();
    const service = app.get(AICacheService);
    const scope = { workspaceId: 'w', clientId: 'c' };
    const { queries, scoped } = app.get<Cache>(CACHE);
    const key = (query: string) => ({ query, name: 'agent' });
    const answer = (query: string): Promise<string> =>
      queries.getOrCompute(scope, key(query), () => later(query)).finally(() => scoped.settled());
    await answer(CACHED);
    await answer('What does the client want to reach in 3 months?');
    const explained = await service.explain(scope, key(REWORDED), { text: true });
    expect(explained).toMatchObject({ answer: 'semantic', exact: 'absent', search: 'done', ageMs: 0 });
    expect(explained.candidates.map(({ question, outcome, stage }) => [question, outcome, stage])).toEqual(
      expect.arrayContaining([
        [CACHED, 'serve', 'guards'],
        ['What does the client want to reach in 3 months?', 'reject', 'guards'],
      ]),
    );
    const silent = JSON.stringify(await service.explain(scope, key(REWORDED)));
    expect(silent).not.toContain('sleep');
    expect((await service.explain({ workspaceId: 'w' }, key(REWORDED))).candidates).toEqual([]);

    expect(await answer(REWORDED)).toBe(CACHED);
    expect(await service.rejectSemanticHit(scope, REWORDED, CACHED)).toEqual({ acknowledged: true });
    expect(await answer(REWORDED)).toBe(REWORDED);
    expect((await service.explain(scope, key(REWORDED))).answer).toBe('exact');
    // The other way round: the cached question's entry goes, the other stays.
    await service.invalidateQuery(scope, REWORDED);
    await answer(REWORDED);
    const other = await service.explain(scope, key(CACHED));
    expect(other.candidates).toContainEqual(expect.objectContaining({ outcome: 'reject', stage: 'pair' }));
    // A third wording is nobody's rejected pair.
    expect([CACHED, REWORDED]).toContain(await answer(`${CACHED}?`));
  });

  it('counts hits, decisions, what was saved and what finding it has cost', async () => {
    await start();
    await get('ask', CACHED);
    await get('ask', REWORDED);
    await get('ask', 'How is the sleep of the client in week 3?');
    const { text } = await ask(`${url}/metrics`);
    const samples = text
      .split('\n')
      .filter((line) => /^ai_agent_cache_(hits|misses|semantic|cost)/.test(line));
    expect(samples).toEqual(
      expect.arrayContaining([
        'ai_agent_cache_hits_total{cache_layer="semantic",workspace_id="w"} 1',
        'ai_agent_cache_misses_total{cache_layer="semantic",workspace_id="w"} 2',
        'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id="w"} 3',
        'ai_agent_cache_cost_saved_usd_total{cache_layer="semantic"} 0.5',
        expect.stringMatching(/^ai_agent_cache_cost_spent_usd_total\{cache_layer="embedding"\} 0\.00003/),
        expect.stringMatching(
          /semantic_decisions_total\{stage="guards",outcome="serve",reason="[a-z ,]+"\} 1$/,
        ),
        expect.stringMatching(
          /semantic_decisions_total\{stage="guards",outcome="reject",reason="[a-z ,:-]+"\} 1$/,
        ),
      ]),
    );
  });

  it('is a level of the look-up over all layers, with what it has cost', async () => {
    await start();
    const levels = app.get(MultiLevelCache);
    const scope = { workspaceId: 'w', clientId: 'c' };
    const missed = await levels.lookup<string>(CACHED, scope);
    if (missed.hit) throw new Error('a miss was expected');
    await levels.store(missed, { answer: 'good' });
    await app.get<Cache>(CACHE).scoped.settled();
    const found = await levels.lookup<string>(REWORDED, scope);
    expect(found).toMatchObject({ hit: true, level: 'semantic', answer: 'good' });
    expect(found.spentUsd).toBeCloseTo(10e-6, 9);
    expect(await levels.lookup(CACHED, scope)).toMatchObject({ hit: true, level: 'query_result' });
    expect(await levels.lookup(REWORDED, scope, { semantic: false })).toMatchObject({ hit: false });
    const { overall } = levels.metrics();
    expect([overall.requests, overall.hits]).toEqual([4, 2]);
  });
});
