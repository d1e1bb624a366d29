import { setImmediate as turn } from 'node:timers/promises';
import { Body, Controller, Injectable, Post, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { nonce } from '../../src/cache/core/incarnation.js';
import {
  AICacheService,
  CachedQuery,
  CacheModule,
  dependsOn,
  dependsOnCollection,
  IntentCache,
  MultiLevelCache,
  noStore,
  RetrievalCache,
} from '../../src/index.js';
import { STORE_KINDS } from './support/caches.js';

/** Far below the handler, behind timers, parallel branches and a generator. */
@Injectable()
class Notes {
  async read(id: string): Promise<string> {
    await turn();
    const [, text] = await Promise.all([this.audit(), this.load(id)]);
    return text;
  }

  private async load(id: string): Promise<string> {
    for await (const part of this.parts(id)) return part;
    return '';
  }

  private async *parts(id: string): AsyncGenerator<string> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    dependsOn(id);
    yield `note ${id}`;
  }

  private async audit(): Promise<void> {
    await turn();
    dependsOnCollection('audit');
  }
}

interface Question {
  readonly query: string;
  readonly clientId: string;
  readonly note?: string;
}

const counts = { answers: 0, searches: 0, intents: 0 };

@Controller('agent')
class AgentController {
  constructor(
    private readonly notes: Notes,
    private readonly retrievals: RetrievalCache,
    private readonly intents: IntentCache,
  ) {}

  @Post('read')
  @CachedQuery()
  async read(@Body() { note }: Question): Promise<object> {
    counts.answers++;
    if (note === 'partial') noStore();
    return { text: await this.notes.read(note ?? '') };
  }

  @Post('ask')
  @CachedQuery()
  async ask(@Body() { query, clientId }: Question): Promise<object> {
    counts.answers++;
    const scope = { workspaceId: 'w', clientId };
    const intent = await this.intents.classify(scope, query, {
      name: 'triage',
      version: 1,
      classify: () => {
        counts.intents++;
        return Promise.resolve('question');
      },
    });
    const passages = await this.retrievals.search(scope, { query, collection: 'notes' }, () => {
      counts.searches++;
      return Promise.resolve([{ documentId: 'sleep', n: counts.searches }]);
    });
    return { intent, passages };
  }
}

describe.each(STORE_KINDS)('dependencies inside a @CachedQuery handler, on the %s store', (kind) => {
  let app: INestApplication;
  let service: AICacheService;

  const post = async (path: string, body: object): Promise<{ body: unknown; status: string }> => {
    const response = await request(app.getHttpServer())
      .post(`/agent/${path}`)
      .send({ query: 'How does she sleep?', clientId: 'c', ...body })
      .expect(201);
    return { body: response.body as unknown, status: response.headers['cache-status'] as string };
  };
  const isHit = async (path: string, body: object): Promise<boolean> =>
    / hit;/.test((await post(path, body)).status);

  beforeEach(async () => {
    Object.assign(counts, { answers: 0, searches: 0, intents: 0 });
    const module = await Test.createTestingModule({
      imports: [
        CacheModule.forRoot({
          namespace: `t-${nonce()}`,
          redis: kind === 'redis' ? { url: process.env['TEST_REDIS_URL'] ?? '' } : null,
          scope: () => ({ workspaceId: 'w' }),
        }),
      ],
      controllers: [AgentController],
      providers: [Notes],
    }).compile();
    app = module.createNestApplication();
    await app.init();
    service = app.get(AICacheService);
  });

  afterEach(async () => {
    await service.clear();
    await app.close();
  });

  it('reach the answer from any depth', async () => {
    await post('read', { note: 'a' });
    await post('read', { note: 'b' });
    await expect(isHit('read', { note: 'a' })).resolves.toBe(true);
    await service.invalidateDocument('w', 'a');
    await expect(isHit('read', { note: 'a' })).resolves.toBe(false);
    await expect(isHit('read', { note: 'b' })).resolves.toBe(true);
    await service.invalidateCollection('w', 'audit');
    await expect(isHit('read', { note: 'a' })).resolves.toBe(false);
    await expect(isHit('read', { note: 'b' })).resolves.toBe(false);
  });

  it('do not mix between concurrent requests', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((note) => post('read', { note })));
    await service.invalidateDocument('w', 'b');
    const hits = [];
    for (const note of ['a', 'b', 'c', 'd']) hits.push(await isHit('read', { note }));
    expect(hits).toEqual([true, false, true, true]);
  });

  it('keep an answer unstored that a step marked so', async () => {
    await post('read', { note: 'partial' });
    await expect(isHit('read', { note: 'partial' })).resolves.toBe(false);
    expect(counts.answers).toBe(2);
  });

  it('come from the retrieval inside; intents need none', async () => {
    await post('ask', {});
    await expect(isHit('ask', {})).resolves.toBe(true);
    await service.invalidateDocument('w', 'sleep');
    const again = await post('ask', {});
    expect(again.body).toEqual({ intent: 'question', passages: [{ documentId: 'sleep', n: 2 }] });
    expect(counts).toEqual({ answers: 2, searches: 2, intents: 1 });
    await service.invalidateCollection('w', 'notes');
    await expect(isHit('ask', {})).resolves.toBe(false);
    expect(counts).toEqual({ answers: 3, searches: 3, intents: 1 });
  });

  it('show in the metrics of the injectable MultiLevelCache', async () => {
    await post('ask', {});
    await post('ask', {});
    const { overall, levels } = app.get(MultiLevelCache).metrics();
    expect(overall).toMatchObject({ requests: 2, hits: 1, hitRate: 0.5 });
    expect(levels).toMatchObject({ retrieval: { misses: 1 }, intent: { misses: 1 } });
  });
});
