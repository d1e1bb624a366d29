import { Controller, Post, Req, UseGuards, type INestApplication } from '@nestjs/common';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { CachedQuery, CacheModule } from '../../src/index.js';
import { boot } from './support/adapters.js';
import { ask } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

@Controller()
@UseGuards(HeaderGuard)
@CachedQuery()
class RawController {
  @Post()
  async raw(@Req() request: IncomingMessage): Promise<unknown> {
    return { read: await text(request) };
  }
}

/** Fastify refuses what it has no parser for, so this can happen on Express only. */
describe('a body that no parser has read', () => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    ({ app, url } = await boot('express', {
      imports: [CacheModule.forRoot(tenantOptions)],
      controllers: [RawController],
    }));
  });
  afterAll(() => app.close());

  it.each(['text/csv', 'multipart/form-data; boundary=x'])(
    '%s is in no key, so nothing is cached',
    async (type) => {
      for (const body of ['one', 'two']) {
        const answer = await ask(`${url}/?question=how`, {
          headers: { ...as('w1'), 'content-type': type },
          body,
        });
        expect(JSON.parse(answer.text)).toEqual({ read: body });
        expect(answer.headers['cache-status']).toBe('nestjs-ai-cache; fwd=bypass; detail=unsupported');
      }
    },
  );
});
