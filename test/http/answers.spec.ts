import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  UseGuards,
  type INestApplication,
} from '@nestjs/common';
import { gunzipSync } from 'node:zlib';
import { CachedQuery, CacheModule } from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { LocalClock } from './support/local.clock.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

const bodies: Record<string, unknown> = {
  object: { answer: 'Sleep improved.', citations: ['s-1', 's-2'], nested: { n: 1.5, none: null } },
  emptyObject: {},
  array: [1, 'two', { three: 3 }],
  emptyArray: [],
  text: 'plain "text" with ünïcode \u2028 and 🛌',
  emptyText: '',
  number: 42,
  zero: 0,
  no: false,
  nothing: null,
  probes: { then: 'after', pipe: 'clay', length: 3, toJSON: null, constructor: 'c', ['__proto__x']: 1 },
  proto: JSON.parse('{"__proto__":{"polluted":true},"a":1}'),
  big: { text: 'Die Patientin schläft besser. 睡眠改善 🛌 '.repeat(2000) },
  bigText: 'naïve 🛌 '.repeat(3000),
  bigArray: Array.from({ length: 3000 }, (_, index) => `note ${index}`),
};
let calls = 0;

@Controller()
@UseGuards(HeaderGuard)
class AnswerController {
  @Post('cached')
  @CachedQuery()
  cached(@Body() body: { kind: string }): unknown {
    calls++;
    return bodies[body.kind];
  }

  @Post('plain')
  plain(@Body() body: { kind: string }): unknown {
    return bodies[body.kind];
  }

  @Get('get')
  @CachedQuery()
  get(): unknown {
    calls++;
    return bodies['object'];
  }

  @Get('get-big')
  @CachedQuery()
  getBig(): unknown {
    return bodies['big'];
  }

  @Get('hal')
  @Header('Content-Type', 'application/hal+json')
  @Header('Cache-Control', 'private, max-age=5')
  @Header('Vary', 'Origin, accept-encoding')
  @HttpCode(203)
  @CachedQuery()
  hal(): unknown {
    return bodies['big'];
  }
}

describe.each(ADAPTERS)('answers on %s', (adapter) => {
  let app: INestApplication;
  let url: string;
  const clock = new LocalClock();

  beforeEach(async () => {
    calls = 0;
    ({ app, url } = await boot(adapter, {
      imports: [CacheModule.forRoot({ ...tenantOptions, clock })],
      controllers: [AnswerController],
    }));
  });
  afterEach(() => app.close());

  const post = (path: string, kind: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(`${url}/${path}`, { headers: { ...as('w1'), ...headers }, body: { question: 'How?', kind } });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    ask(`${url}/${path}?question=How%3F`, { method, headers: { ...as('w1'), ...headers } });

  it.each(Object.keys(bodies))(
    'gives %s in the same bytes uncached, computed and from the cache',
    async (kind) => {
      const plain = await post('plain', kind);
      const computed = await post('cached', kind);
      const hit = await post('cached', kind);

      expect(computed.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; stored');
      expect(hit.headers['cache-status']).toMatch(/^nestjs-ai-cache; hit; ttl=\d+; detail=exact$/);
      expect(calls).toBe(1);
      expect(computed.bytes.equals(plain.bytes)).toBe(true);
      expect(hit.bytes.equals(plain.bytes)).toBe(true);
      for (const answer of [computed, hit]) {
        expect(answer.status).toBe(201);
        expect(answer.headers['content-type']).toBe(plain.headers['content-type']);
        expect(answer.headers['content-length']).toBe(plain.headers['content-length']);
        expect(answer.headers['cache-control']).toBe('private, no-cache');
      }
    },
  );

  it('tells age and remaining life in whole seconds', async () => {
    const computed = await get('get');
    expect(computed.headers['age']).toBeUndefined();

    clock.advance(12_900);
    const hit = await get('get');
    expect(hit.headers['age']).toBe('12');
    const ttl = Number(/ttl=(\d+)/.exec(String(hit.headers['cache-status']))?.[1]);
    expect(ttl).toBeGreaterThanOrEqual(300 * 0.9 - 13);
    expect(ttl).toBeLessThanOrEqual(300 * 1.1 - 12);

    clock.advance(330_000);
    expect((await get('get')).headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; stored');
  });

  it('neither parses nor serialises a hit', async () => {
    await post('cached', 'object');
    await post('cached', 'big');
    const parse = jest.spyOn(JSON, 'parse');
    const stringify = jest.spyOn(JSON, 'stringify');
    try {
      // The question in the query string: the framework would parse a body.
      await get('get');
      parse.mockClear();
      stringify.mockClear();
      const hit = await get('get');
      expect(hit.headers['cache-status']).toContain('; hit;');
      expect(hit.text).toBe(
        '{"answer":"Sleep improved.","citations":["s-1","s-2"],"nested":{"n":1.5,"none":null}}',
      );
      expect(parse).not.toHaveBeenCalled();
      const answers = stringify.mock.calls.filter(([value]) =>
        JSON.stringify(value ?? null).includes('Sleep'),
      );
      expect(answers).toEqual([]);
    } finally {
      parse.mockRestore();
      stringify.mockRestore();
    }
  });

  describe('conditional requests', () => {
    it.each([
      ['the tag', (tag: string) => tag],
      ['the tag as a strong one', (tag: string) => tag.slice(2)],
      ['a list', (tag: string) => `"other", ${tag} , W/"third"`],
      ['*', () => '*'],
    ])('answers 304 to %s', async (_, header) => {
      const tag = String((await get('get')).headers['etag']);
      expect(tag).toMatch(/^W\/"[A-Za-z0-9_-]{22}"$/);
      for (const method of ['GET', 'HEAD']) {
        const answer = await get('get', { 'if-none-match': header(tag) }, method);
        expect(answer.status).toBe(304);
        expect(answer.bytes).toHaveLength(0);
        expect(answer.headers['etag']).toBe(tag);
        expect(answer.headers['cache-control']).toBe('private, no-cache');
        expect(answer.headers['content-encoding']).toBeUndefined();
      }
      expect(calls).toBe(1);
    });

    it('sends the body when the tag is another one', async () => {
      await get('get');
      const answer = await get('get', { 'if-none-match': 'W/"AAAAAAAAAAAAAAAAAAAAAA"' });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Sleep improved.');
    });

    it('never answers 304 to POST', async () => {
      const tag = String((await post('cached', 'object')).headers['etag']);
      const answer = await post('cached', 'object', { 'if-none-match': tag });
      expect(answer.status).toBe(201);
      expect(answer.text).toContain('Sleep improved.');
    });

    it('keeps Vary and names no coding on a 304 for a compressed entry', async () => {
      const tag = String((await get('get-big')).headers['etag']);
      const answer = await get('get-big', { 'if-none-match': tag, 'accept-encoding': 'gzip' });
      expect(answer.status).toBe(304);
      expect(answer.headers['vary']).toBe('Accept-Encoding');
      expect(answer.headers['content-encoding']).toBeUndefined();
    });
  });

  describe('compressed entries', () => {
    const json = JSON.stringify(bodies['big']);

    it.each(['gzip', 'GZIP', 'deflate, gzip;q=0.5', '*', 'br, *;q=0.1', 'x-gzip'])(
      'go out as stored to Accept-Encoding: %s',
      async (header) => {
        await get('get-big');
        const hit = await get('get-big', { 'accept-encoding': header });
        expect(hit.headers['cache-status']).toContain('; hit;');
        expect(hit.headers['content-encoding']).toBe('gzip');
        expect(hit.headers['vary']).toBe('Accept-Encoding');
        expect(hit.headers['content-length']).toBe(String(hit.bytes.length));
        expect(hit.bytes.length).toBeLessThan(json.length / 10);
        expect(gunzipSync(hit.bytes).toString('utf8')).toBe(json);
      },
    );

    it.each([undefined, '', 'identity', 'gzip;q=0', 'gzip;q=0, *', '*;q=0', 'gzip;q=bad', 'br'])(
      'go out inflated to Accept-Encoding: %s',
      async (header) => {
        await get('get-big');
        const hit = await get('get-big', header === undefined ? {} : { 'accept-encoding': header });
        expect(hit.headers['cache-status']).toContain('; hit;');
        expect(hit.headers['content-encoding']).toBeUndefined();
        expect(hit.headers['vary']).toBe('Accept-Encoding');
        expect(hit.text).toBe(json);
      },
    );

    it('have the same headers on HEAD, without a body', async () => {
      const full = await get('get-big', { 'accept-encoding': 'gzip' });
      const head = await get('get-big', { 'accept-encoding': 'gzip' }, 'HEAD');
      expect(head.status).toBe(200);
      expect(head.bytes).toHaveLength(0);
      expect(head.headers['cache-status']).toContain('; hit;');
      for (const name of ['content-encoding', 'content-length', 'content-type', 'etag', 'vary']) {
        expect([name, head.headers[name]]).toEqual([name, full.headers[name]]);
      }
    });
  });

  it("leaves the handler's own type, status, Cache-Control and Vary", async () => {
    for (const expected of ['fwd=miss; stored', 'hit']) {
      const answer = await get('hal', { 'accept-encoding': 'gzip' });
      expect(answer.headers['cache-status']).toContain(expected);
      expect(answer.status).toBe(203);
      expect(answer.headers['content-type']).toMatch(/^application\/hal\+json/);
      expect(answer.headers['cache-control']).toBe('private, max-age=5');
      expect(answer.headers['vary']).toBe('Origin, accept-encoding');
      expect(gunzipSync(answer.bytes).toString('utf8')).toBe(JSON.stringify(bodies['big']));
    }
  });
});
