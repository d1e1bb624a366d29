import { Controller, Get, Module, UseGuards, type INestApplication } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { register } from 'prom-client';
import {
  AICacheService,
  CACHE,
  CachedQuery,
  CacheModule,
  type Cache,
  type CacheModuleOptions,
} from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

@Controller('ask')
@UseGuards(HeaderGuard)
@CachedQuery()
class AskController {
  @Get()
  ask(): unknown {
    return { answer: 1 };
  }
}

@Module({ imports: [PrometheusModule.register()] })
class MonitoringModule {}

describe.each(ADAPTERS)('metrics on %s', (adapter) => {
  let app: INestApplication;
  let url: string;

  const start = async (metrics: CacheModuleOptions['metrics'] = {}): Promise<void> => {
    register.clear();
    ({ app, url } = await boot(adapter, {
      imports: [MonitoringModule, CacheModule.forRoot({ ...tenantOptions, metrics })],
      controllers: [AskController],
    }));
  };
  afterEach(async () => {
    await app.close();
    register.clear();
  });

  const get = (workspace?: string, question = 'q'): Promise<unknown> =>
    ask(`${url}/ask?question=${question}`, { headers: workspace === undefined ? {} : as(workspace) });
  /** Samples of the cache at /metrics, without those that measure time. */
  const scraped = async (): Promise<string[]> => {
    const { text } = await ask(`${url}/metrics`);
    return text
      .split('\n')
      .filter((line) => line.startsWith('ai_agent_') && !/_bucket|_sum/.test(line))
      .map((line) =>
        line.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(',').sort().join(',')}}`),
      );
  };
  const samples = async (name: string): Promise<string[]> =>
    (await scraped()).filter((line) => line.startsWith(name));

  it('have the agreed names and labels, and count what happened', async () => {
    await start();
    await get('w1');
    await get('w1');
    await get('w1');
    await get('w2');
    await get();
    const service = app.get(AICacheService);
    await service.invalidateClientQueries('w1', 'c1');
    await (
      await service.invalidateWorkspaceQueries('w2')
    ).swept;
    await get('w1');

    const lines = await scraped();
    expect(lines).toEqual(
      expect.arrayContaining([
        'ai_agent_cache_hits_total{cache_layer="query_result",workspace_id="w1"} 2',
        'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id="w1"} 2',
        'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id="w2"} 1',
        'ai_agent_cache_invalidations_total{reason="manual",workspace_id="w1"} 1',
        'ai_agent_cache_invalidations_total{reason="manual",workspace_id="w2"} 1',
        'ai_agent_cache_bypasses_total{cache_layer="query_result",reason="no_scope"} 1',
        'ai_agent_cache_fills_total{cache_layer="query_result",outcome="stored"} 3',
        'ai_agent_query_duration_seconds_count{cache_layer="query_result",source="hit"} 2',
        'ai_agent_query_duration_seconds_count{cache_layer="query_result",source="computed"} 3',
        'ai_agent_cache_lookup_duration_seconds_count{cache_layer="query_result",result="miss"} 3',
      ]),
    );
  });

  it('can hide the workspace behind a digest', async () => {
    await start({ workspaceLabel: 'hashed' });
    await get('w1');
    const [line] = await samples('ai_agent_cache_misses_total');
    expect(line).toMatch(/workspace_id="[0-9a-f]{12}"/);
  });

  it('can leave the workspace out', async () => {
    await start({ workspaceLabel: 'off' });
    await get('w1');
    await get('w2');
    expect(await samples('ai_agent_cache_misses_total')).toEqual([
      'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id=""} 2',
    ]);
  });

  it('count workspaces above the cap together', async () => {
    await start({ maxWorkspaces: 2 });
    for (const workspace of ['w1', 'w2', 'w3', 'w4', 'w1']) await get(workspace, `q${workspace}`);
    expect(await samples('ai_agent_cache_misses_total')).toEqual([
      'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id="w1"} 1',
      'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id="w2"} 1',
      'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id="other"} 2',
    ]);
  });

  it('a second application in the process does not disturb them', async () => {
    await start();
    const second = await boot(adapter, {
      imports: [CacheModule.forRoot(tenantOptions)],
      controllers: [AskController],
    });
    try {
      await get('w1');
      await ask(`${second.url}/ask?question=q`, { headers: as('w1') });
      expect(await samples('ai_agent_cache_misses_total')).toEqual([
        'ai_agent_cache_misses_total{cache_layer="query_result",workspace_id="w1"} 2',
      ]);
    } finally {
      await second.app.close();
    }
  });

  it('health says what the cache is and does', async () => {
    await start();
    expect(app.get<Cache>(CACHE).health()).toMatchObject({ enabled: true, running: 0, kind: 'memory' });
  });
});
