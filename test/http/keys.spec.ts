import {
  All,
  Body,
  Controller,
  Get,
  Post,
  Query,
  UseGuards,
  VERSION_NEUTRAL,
  VersioningType,
  type ExecutionContext,
  type INestApplication,
} from '@nestjs/common';
import { AICacheService, CachedQuery, CacheModule } from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

type Context = ExecutionContext;
let calls = 0;
const answer = (): unknown => ({ call: ++calls });
const header = (context: Context, name: string): string | undefined =>
  context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>().headers[name];
const bodyOf = (context: Context): Record<string, string> =>
  context.switchToHttp().getRequest<{ body: Record<string, string> }>().body;

@Controller('class')
@UseGuards(HeaderGuard)
@CachedQuery({ when: (context) => header(context, 'x-when') !== 'no', name: 'of-class' })
class ClassController {
  @Post('a')
  a(): unknown {
    return answer();
  }

  @Post('b')
  b(): unknown {
    return answer();
  }

  @Post('own')
  @CachedQuery()
  own(): unknown {
    return answer();
  }
}

@Controller('options')
@UseGuards(HeaderGuard)
class OptionsController {
  @Post('query')
  @CachedQuery({ query: (context) => bodyOf(context)['text'] })
  query(): unknown {
    return answer();
  }

  @Post('fixed')
  @CachedQuery({ query: 'always the same' })
  fixed(): unknown {
    return answer();
  }

  @Post('async')
  @CachedQuery({
    query: async (context) => await Promise.resolve(bodyOf(context)['text']),
    clientId: async (context) => await Promise.resolve(header(context, 'x-about')),
    context: async (context) => await Promise.resolve([bodyOf(context)['before'] ?? null]),
    variant: async (context) => await Promise.resolve({ locale: header(context, 'accept-language') ?? null }),
    ttlMs: async () => await Promise.resolve(1000),
    when: async () => await Promise.resolve(true),
  })
  async(): unknown {
    return answer();
  }

  @Post('no-context')
  @CachedQuery({ context: () => undefined })
  noContext(): unknown {
    return answer();
  }

  @Post('never')
  @CachedQuery({ when: false })
  never(): unknown {
    return answer();
  }

  @Post('variant')
  @CachedQuery({ variant: { model: 'command-a' }, ttlMs: 500 })
  variant(): unknown {
    return answer();
  }

  @Post('failing')
  @CachedQuery({ variant: () => Promise.reject(new Error('resolver')) })
  failing(): unknown {
    return answer();
  }

  @Post('bad-ttl')
  @CachedQuery({ ttlMs: () => Number.NaN })
  badTtl(): unknown {
    return answer();
  }
}

@Controller()
@UseGuards(HeaderGuard)
@CachedQuery()
class RestController {
  @Post('ask')
  ask(@Body() _body: unknown, @Query() _search: unknown): unknown {
    return answer();
  }

  @Post('only-question')
  onlyQuestion(@Body('question') _question: unknown): unknown {
    return answer();
  }

  @Get('ask')
  search(): unknown {
    return answer();
  }

  @Get('clients/:clientId/ask/:topic')
  about(): unknown {
    return answer();
  }

  @All('any')
  any(): unknown {
    return answer();
  }
}

const versions = ['1', '2'].map((version) => {
  @Controller({ path: 'versioned', version })
  @UseGuards(HeaderGuard)
  @CachedQuery()
  class VersionedController {
    @Post()
    ask(): unknown {
      return { version };
    }
  }
  return VersionedController;
});

const sameName = ['left', 'right'].map((path) => {
  @Controller(path)
  @UseGuards(HeaderGuard)
  @CachedQuery()
  class TwinController {
    @Post()
    ask(): unknown {
      return { path };
    }
  }
  return TwinController;
});

describe.each(ADAPTERS)('what makes two requests the same on %s', (adapter) => {
  let app: INestApplication;
  let url: string;

  beforeEach(async () => {
    calls = 0;
    ({ app, url } = await boot(
      adapter,
      {
        imports: [CacheModule.forRoot(tenantOptions)],
        controllers: [ClassController, OptionsController, RestController, ...versions, ...sameName],
      },
      (created) =>
        created.enableVersioning({
          type: VersioningType.HEADER,
          header: 'x-version',
          defaultVersion: VERSION_NEUTRAL,
        }),
    ));
  });
  afterEach(() => app.close());

  const post = (path: string, body: unknown, headers = as('w1')): Promise<Answer> =>
    ask(`${url}/${path}`, { body, headers });
  const get = (path: string, headers = as('w1')): Promise<Answer> => ask(`${url}/${path}`, { headers });
  const isHit = ({ headers }: Answer): boolean => String(headers['cache-status']).includes('; hit;');
  const detail = ({ headers }: Answer): string | undefined =>
    /fwd=bypass; detail=(\w+)/.exec(String(headers['cache-status']))?.[1];

  const asked = { question: 'How is sleep?', topic: 'x' };
  const history = (...texts: string[]): unknown => texts.map((content) => ({ role: 'user', content }));

  it.each<[string, unknown, unknown]>([
    ['the order of members', asked, { topic: 'x', question: 'How is sleep?' }],
    ['case and white space of the question', asked, { ...asked, question: '  how IS\n sleep? ' }],
    [
      'messages before the last three',
      { ...asked, history: history('1', 'a', 'b', 'c') },
      { ...asked, history: history('2', 'a', 'b', 'c') },
    ],
  ])('%s does not matter', async (_, first, second) => {
    await post('ask', first);
    expect(isHit(await post('ask', second))).toBe(true);
    expect(calls).toBe(1);
  });

  it.each<[string, unknown, unknown]>([
    ['the question', asked, { ...asked, question: 'How is appetite?' }],
    ['any other member', asked, { ...asked, topic: 'y' }],
    ['a further member', asked, { ...asked, extra: null }],
    [
      'a member named __proto__',
      asked,
      JSON.parse('{"question":"How is sleep?","topic":"x","constructor":1}'),
    ],
    ['the client', { ...asked, clientId: 'c1' }, { ...asked, clientId: 'c2' }],
    ['a client at all', asked, { ...asked, clientId: 'c1' }],
    [
      'the last three messages',
      { ...asked, history: history('a', 'b', 'c') },
      { ...asked, history: history('a', 'b', 'd') },
    ],
    ['their order', { ...asked, history: history('a', 'b') }, { ...asked, history: history('b', 'a') }],
    ['a history at all', asked, { ...asked, history: [] }],
    ['where the question stands', { question: 'q' }, { message: 'q' }],
  ])('%s matters', async (name, first, second) => {
    await post('ask', first);
    const other = await post('ask', second);
    // The question is the question, whatever its member is called.
    expect(isHit(other)).toBe(name === 'where the question stands');
    expect(isHit(await post('ask', first))).toBe(true);
    expect(isHit(await post('ask', second))).toBe(true);
  });

  it.each([[as('w2')], [as('w1', { 'x-client': 'c1' })], [as('w1', { 'x-role': 'admin' })], [as('W1')]])(
    'another workspace, client or role shares nothing: %p',
    async (other) => {
      await post('ask', asked);
      expect(isHit(await post('ask', asked, other))).toBe(false);
      expect(isHit(await post('ask', asked))).toBe(true);
      expect(calls).toBe(2);
    },
  );

  it("the principal's client overrules the request's, for key and invalidation alike", async () => {
    const bound = as('w1', { 'x-client': 'c1' });
    const body = { ...asked, clientId: 'c2' };
    await post('ask', body, bound);
    expect(isHit(await post('ask', body))).toBe(false);
    expect(isHit(await post('ask', body, bound))).toBe(true);
  });

  it('takes route parameters and the query string of a GET', async () => {
    await get('clients/c1/ask/sleep?question=how');
    expect(isHit(await get('clients/c1/ask/sleep?question=HOW'))).toBe(true);
    for (const path of [
      'c2/ask/sleep?question=how',
      'c1/ask/mood?question=how',
      'c1/ask/sleep?question=how&page=2',
    ]) {
      expect(isHit(await get(`clients/${path}`))).toBe(false);
    }
    await get('ask?query=how');
    expect(isHit(await get('ask?query=how&a=1'))).toBe(false);
    expect(isHit(await ask(`${url}/ask?query=how`, { method: 'HEAD', headers: as('w1') }))).toBe(true);
  });

  it('keeps methods of one handler apart', async () => {
    await get('any?question=how');
    expect(isHit(await ask(`${url}/any?question=how`, { method: 'POST', headers: as('w1') }))).toBe(false);
  });

  it.each<[string, string, unknown, Record<string, string>]>([
    ['no_scope', 'ask', asked, {}],
    ['no_query', 'ask', { topic: 'x' }, as('w1')],
    ['no_query', 'ask', { question: '   ' }, as('w1')],
    ['no_query', 'ask', { question: ['q'] }, as('w1')],
    ['no_scope', 'ask', { ...asked, clientId: '' }, as('w1')],
    ['no_scope', 'ask', { ...asked, clientId: { $ne: 1 } }, as('w1')],
    ['no_scope', 'ask?clientId=c2', { ...asked, clientId: 'c1' }, as('w1')],
    ['no_scope', 'ask?clientId=c1&clientId=c2', asked, as('w1')],
    ['condition', 'options/never', asked, as('w1')],
    ['resolver_failed', 'options/failing', asked, as('w1')],
    ['resolver_failed', 'options/bad-ttl', asked, as('w1')],
    ['no_query', 'options/query', asked, as('w1')],
  ])('without a key (%s) a request is answered each time', async (reason, path, body, headers) => {
    for (const call of [1, 2]) {
      const got = await post(path, body, headers);
      expect(JSON.parse(got.text)).toEqual({ call });
      expect(detail(got)).toBe(reason);
    }
  });

  it('does not look for a client where the handler does not look', async () => {
    const path = 'only-question?clientId=c2&clientId=c3';
    await post(path, { ...asked, clientId: 'c1' });
    expect(isHit(await post(path, { ...asked, clientId: 'c1' }))).toBe(true);
    await app.get(AICacheService).invalidateClientQueries('w1', 'any other');
    expect(isHit(await post(path, { ...asked, clientId: 'c1' }))).toBe(false);
  });

  it('names the same client twice without harm', async () => {
    await post('ask?clientId=c1', { ...asked, clientId: 'c1' });
    expect(isHit(await post('ask?clientId=c1', { ...asked, clientId: 'c1' }))).toBe(true);
  });

  describe('the options of the decorator', () => {
    it('on a class hold for every handler, and share answers under one name', async () => {
      await post('class/a', asked);
      expect(isHit(await post('class/b', asked))).toBe(true);
      expect(detail(await post('class/b', asked, as('w1', { 'x-when': 'no' })))).toBe('condition');
    });

    it('on a method take the place of those of the class, and the answer is cached once', async () => {
      const own = await post('class/own', asked, as('w1', { 'x-when': 'no' }));
      expect(own.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; stored');
      await post('class/a', asked);
      expect(calls).toBe(2);
      expect(isHit(await post('class/own', asked))).toBe(true);
    });

    it('a query function leaves all members in the key', async () => {
      await post('options/query', { text: 'q', message: 'one' });
      expect(isHit(await post('options/query', { text: 'Q', message: 'one' }))).toBe(false);
      expect(isHit(await post('options/query', { text: 'q', message: 'two' }))).toBe(false);
      expect(isHit(await post('options/query', { text: 'q', message: 'one' }))).toBe(true);
    });

    it('values and asynchronous functions', async () => {
      await post('options/fixed', { a: 1 });
      expect(isHit(await post('options/fixed', { a: 1 }))).toBe(true);
      expect(isHit(await post('options/fixed', { a: 2 }))).toBe(false);

      const headers = as('w1', { 'x-about': 'c1', 'accept-language': 'de' });
      const body = { text: 'q', before: 'b' };
      const stored = await post('options/async', body, headers);
      expect(stored.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; stored');
      const hit = await post('options/async', body, headers);
      expect(Number(/ttl=(\d+)/.exec(String(hit.headers['cache-status']))?.[1])).toBeLessThanOrEqual(1);
      expect(isHit(await post('options/async', body, { ...headers, 'x-about': 'c2' }))).toBe(false);
      expect(isHit(await post('options/async', body, { ...headers, 'accept-language': 'en' }))).toBe(false);
      expect(isHit(await post('options/async', { ...body, before: 'c' }, headers))).toBe(false);
      await post('options/variant', asked);
      expect(isHit(await post('options/variant', asked))).toBe(true);
    });

    it('a context function takes the place of the history', async () => {
      await post('options/no-context', { ...asked, history: history('a') });
      expect(isHit(await post('options/no-context', { ...asked, history: history('b') }))).toBe(true);
    });
  });

  it.each([
    ['versions', 'versioned', 'versioned'],
    ['paths', 'left', 'right'],
  ])('classes of one name with different %s share nothing', async (what, first, second) => {
    const headers = what === 'versions' ? as('w1', { 'x-version': '2' }) : as('w1');
    await post(first, asked, as('w1', { 'x-version': '1' }));
    const other = await post(second, asked, headers);
    expect(isHit(other)).toBe(false);
    expect(JSON.parse(other.text)).toEqual(what === 'versions' ? { version: '2' } : { path: 'right' });
  });
});
