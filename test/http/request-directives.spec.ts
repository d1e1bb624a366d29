import { Controller, Get, UseGuards, type INestApplication } from '@nestjs/common';
import { CachedQuery, CacheModule } from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { LocalClock } from './support/local.clock.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

let calls = 0;

@Controller()
@UseGuards(HeaderGuard)
class CountController {
  @Get()
  @CachedQuery()
  count(): unknown {
    return { call: ++calls };
  }

  @Get('odd')
  @CachedQuery({ variant: () => new Map() as never })
  odd(): unknown {
    return { call: ++calls };
  }
}

describe.each(ADAPTERS)("the request's Cache-Control on %s", (adapter) => {
  let app: INestApplication;
  let url: string;
  const clock = new LocalClock();

  beforeEach(async () => {
    calls = 0;
    ({ app, url } = await boot(adapter, {
      imports: [CacheModule.forRoot({ ...tenantOptions, clock })],
      controllers: [CountController],
    }));
  });
  afterEach(() => app.close());

  const get = (cacheControl?: string, path = ''): Promise<Answer> =>
    ask(`${url}/${path}?question=how`, {
      headers: { ...as('w1'), ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }) },
    });
  const call = (answer: Answer): number => (JSON.parse(answer.text) as { call: number }).call;

  it.each(['no-cache', 'No-Cache', 'max-age=0', 'max-age=60, no-cache'])(
    '%s recomputes and refills',
    async (header) => {
      expect(call(await get())).toBe(1);
      const refreshed = await get(header);
      expect(call(refreshed)).toBe(2);
      expect(refreshed.headers['cache-status']).toBe('nestjs-ai-cache; fwd=request; stored');
      const hit = await get();
      expect(call(hit)).toBe(2);
      expect(hit.headers['cache-status']).toContain('; hit;');
    },
  );

  it('no-store neither reads nor stores', async () => {
    const first = await get('no-store');
    expect(first.headers['cache-status']).toBe('nestjs-ai-cache; fwd=bypass; detail=request_no_store');
    expect(call(await get())).toBe(2);
    expect(call(await get('no-store'))).toBe(3);
    expect(call(await get())).toBe(2);
  });

  it('max-age bounds the age of a hit', async () => {
    await get();
    clock.advance(10_000);
    expect(call(await get('max-age=10'))).toBe(1);
    clock.advance(1);
    const refreshed = await get('max-age="10"');
    expect(call(refreshed)).toBe(2);
    expect(refreshed.headers['age']).toBeUndefined();
    expect(call(await get('max-age=10'))).toBe(2);
  });

  it.each(['max-age=abc', 'max-age', 'max-age=-1', 'max-age=1.5'])(
    'a malformed %s accepts no stored answer',
    async (header) => {
      await get();
      expect(call(await get(header))).toBe(2);
    },
  );

  it.each(['', ',,', 'unknown-directive', 'stale=1, x', 'no-cachex', '=no-cache'])(
    'what means nothing (%p) changes nothing',
    async (header) => {
      await get();
      expect((await get(header)).headers['cache-status']).toContain('; hit;');
    },
  );

  it('only-if-cached is a hit or 504, and computes nothing', async () => {
    const miss = await get('only-if-cached');
    expect(miss.status).toBe(504);
    expect(miss.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; detail=only_if_cached');
    expect(calls).toBe(0);

    await get();
    const hit = await get('only-if-cached');
    expect(hit.status).toBe(200);
    expect(call(hit)).toBe(1);
    clock.advance(5000);
    expect((await get('only-if-cached, max-age=4')).status).toBe(504);
    expect((await get('only-if-cached, no-cache')).status).toBe(504);
    expect(calls).toBe(1);
  });

  it.each([undefined, 'only-if-cached'])(
    'a request without a key is served uncached (%s)',
    async (header) => {
      const answer = await get(header, 'odd');
      expect(answer.status).toBe(200);
      expect(answer.headers['cache-status']).toBe('nestjs-ai-cache; fwd=bypass; detail=invalid_key');
    },
  );
});
