import { Body, Controller, Post, UseGuards, type INestApplication } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule } from '@nestjs/event-emitter';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { CACHE, CachedQuery, CacheModule, SessionUpdatedEvent, type Cache } from '../../src/index.js';
import { startRedis } from '../support/redis/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

let calls = 0;

@Controller('ask')
@UseGuards(HeaderGuard)
class AskController {
  @Post()
  @CachedQuery()
  ask(@Body() body: { size?: number }): unknown {
    return { call: ++calls, text: 'ü🛌'.repeat(body.size ?? 1) };
  }
}

describe.each(ADAPTERS)('over a real Redis on %s', (adapter) => {
  const applications: INestApplication[] = [];
  const start = async (
    redisUrl: string,
    namespace: string,
  ): Promise<{ app: INestApplication; url: string }> => {
    const booted = await boot(adapter, {
      imports: [
        EventEmitterModule.forRoot(),
        CacheModule.forRoot({ ...tenantOptions, redis: { url: redisUrl }, namespace }),
      ],
      controllers: [AskController],
    });
    applications.push(booted.app);
    return booted;
  };
  const post = (url: string, body: object, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(`${url}/ask`, {
      headers: { ...as('w1'), ...headers },
      body: { question: 'how', clientId: 'c1', ...body },
    });
  const status = ({ headers }: Answer): string => String(headers['cache-status']);

  beforeEach(() => {
    calls = 0;
  });
  afterEach(async () => {
    await Promise.all(applications.splice(0).map((app) => app.close()));
  });

  it('two applications share answers byte for byte, and an event in one is heard by the other', async () => {
    const namespace = `http-${randomUUID()}`;
    const redisUrl = String(process.env['TEST_REDIS_URL']);
    const [one, two] = [await start(redisUrl, namespace), await start(redisUrl, namespace)];
    for (const size of [1, 20_000]) {
      const computed = await post(one.url, { size });
      expect(status(computed)).toBe('nestjs-ai-cache; fwd=miss; stored');
      const hit = await post(two.url, { size });
      expect(status(hit)).toContain('; hit;');
      expect(hit.bytes.equals(computed.bytes)).toBe(true);
      expect(hit.headers['etag']).toBe(computed.headers['etag']);
      const compressed = await post(two.url, { size }, { 'accept-encoding': 'gzip' });
      if (size > 1) expect(gunzipSync(compressed.bytes).equals(computed.bytes)).toBe(true);
    }
    const event = new SessionUpdatedEvent({
      workspaceId: 'w1',
      clientId: 'c1',
      sessionId: 's1',
      changedFields: ['assessment'],
    });
    await one.app.get(EventEmitter2).emitAsync(event.eventName, event);
    expect(status(await post(two.url, {}))).toBe('nestjs-ai-cache; fwd=miss; stored');
    expect(one.app.get<Cache>(CACHE).health()).toMatchObject({ status: 'up', enabled: true, running: 0 });
  });

  it('answers go on while Redis is gone, and are not stored', async () => {
    const redis = await startRedis();
    try {
      const { app, url } = await start(redis.url, 'gone');
      await post(url, {});
      expect(status(await post(url, {}))).toContain('; hit;');
      await redis.stop();
      for (const call of [2, 3]) {
        const answer = await post(url, {});
        expect(answer.status).toBe(201);
        expect(JSON.parse(answer.text)).toMatchObject({ call });
        expect(status(answer)).toBe('nestjs-ai-cache; fwd=miss; detail=error');
      }
      expect(app.get<Cache>(CACHE).health().status).toBe('down');
    } finally {
      await redis.stop();
    }
  });
});
