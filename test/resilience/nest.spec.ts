import { Controller, Get, UseGuards, type INestApplication } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule } from '@nestjs/event-emitter';
import { register } from 'prom-client';
import { randomUUID } from 'node:crypto';
import {
  AICacheService,
  CACHE,
  CachedQuery,
  CacheModule,
  InvalidationAppliedEvent,
  type Cache,
} from '../../src/index.js';
import { boot } from '../http/support/adapters.js';
import { ask } from '../http/support/client.js';
import { as, HeaderGuard, tenantOptions } from '../http/support/tenant.js';
import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { RECOVERY_MS } from './cache-under-fault.js';

@Controller('ask')
@UseGuards(HeaderGuard)
class AskController {
  @Get()
  @CachedQuery()
  ask(): unknown {
    return { text: 'an answer' };
  }
}

describe('an outage in a Nest application', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    server = await startRedis();
    proxy = await TcpProxy.start(server);
    ({ app, url } = await boot('express', {
      imports: [
        EventEmitterModule.forRoot(),
        CacheModule.forRoot({ ...tenantOptions, redis: { url: proxy.url }, namespace: randomUUID() }),
      ],
      controllers: [AskController],
    }));
  });
  afterAll(async () => {
    await app.close();
    await proxy.stop();
    await server.stop();
  });

  const status = async (): Promise<string> => {
    const { headers } = await ask(`${url}/ask?question=how&clientId=c1`, {
      method: 'GET',
      headers: as('w1'),
    });
    return String(headers['cache-status']);
  };
  const metric = async (name: string): Promise<number | undefined> => {
    const found = await register.getSingleMetric(name)?.get();
    return found?.values[0]?.value;
  };

  it('shows in headers, health and metrics, and its end is an event', async () => {
    const applied: unknown[] = [];
    const emitter = app.get(EventEmitter2);
    emitter.on(InvalidationAppliedEvent.eventName, (event) => applied.push(event));
    // A listener that throws holds up nothing.
    emitter.on(InvalidationAppliedEvent.eventName, () => {
      throw new Error('a listener of the application');
    });
    expect(await status()).toBe('nestjs-ai-cache; fwd=miss; stored');
    expect(await status()).toMatch(/; hit;/);

    proxy.part();
    const cache = app.get<Cache>(CACHE);
    await waitUntil('the loss is noticed', () => Promise.resolve(cache.health().state === 'open'));
    expect(await status()).toBe('nestjs-ai-cache; fwd=miss; detail=error');
    const result = await app.get(AICacheService).invalidateClientQueries('w1', 'c1');
    expect(result).toMatchObject({ acknowledged: false, pending: 'memory' });
    expect(await result.swept).toBeUndefined();
    expect(await metric('ai_agent_cache_pending_invalidations')).toBe(1);
    expect(cache.health()).toMatchObject({ status: 'down', pendingInvalidations: 1 });

    proxy.rejoin();
    await waitUntil('it is back', () => Promise.resolve(cache.health().state === 'healthy'), RECOVERY_MS);
    expect(applied).toEqual([new InvalidationAppliedEvent('w1', 1)]);
    expect(await metric('ai_agent_cache_pending_invalidations')).toBe(0);
    expect(await metric('ai_agent_cache_replayed_invalidations_total')).toBe(1);
    expect(await status()).toBe('nestjs-ai-cache; fwd=miss; stored');
  });
});
