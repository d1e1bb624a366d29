import { Controller, Get, UseGuards, type INestApplication } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { CachedQuery, CacheModule } from '../../src/index.js';
import { boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

@Controller()
@UseGuards(HeaderGuard)
class AskController {
  @Get()
  @CachedQuery()
  @RouteSchema({
    response: { 200: { type: 'object', properties: { shown: { type: 'string' } } } },
  })
  ask(): unknown {
    return { shown: 'yes', secret: 'never-shown' };
  }
}

/** Where the framework itself is told which members to send, a hit must not get round it. */
describe.each([
  ['a response schema of Fastify', 'fastify' as const, (): void => undefined],
  [
    'a JSON replacer of Express',
    'express' as const,
    (app: INestApplication): void => {
      const express: { set(name: string, value: unknown): void } = app.getHttpAdapter().getInstance();
      express.set('json replacer', (name: string, value: unknown) => (name === 'secret' ? undefined : value));
    },
  ],
])('%s', (_, adapter, prepare) => {
  let app: INestApplication;
  let url: string;

  beforeEach(async () => {
    ({ app, url } = await boot(
      adapter,
      { imports: [CacheModule.forRoot(tenantOptions)], controllers: [AskController] },
      prepare,
    ));
  });
  afterEach(() => app.close());

  it('holds for a miss and a hit', async () => {
    const get = (): Promise<Answer> => ask(`${url}/?question=how`, { headers: as('w1') });
    for (const expected of ['fwd=miss; stored', '; hit;']) {
      const answer = await get();
      expect(answer.headers['cache-status']).toContain(expected);
      expect(answer.text).toBe('{"shown":"yes"}');
    }
  });
});
