import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Injectable,
  Next,
  Patch,
  Post,
  Put,
  Res,
  StreamableFile,
  UseGuards,
  ValidationPipe,
  type INestApplication,
} from '@nestjs/common';
import { IsString } from 'class-validator';
import { Readable } from 'node:stream';
import { CachedQuery, CacheModule, noStore, QueryCache } from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

let calls = 0;

interface AnyResponse {
  status(code: number): AnyResponse;
  send(body: unknown): unknown;
  setHeader?(name: string, value: string): unknown;
  header(name: string, value: string): unknown;
}

class AskDto {
  @IsString()
  question!: string;
}

/** Lets requests that arrive together be joined before any is answered. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

@Injectable()
class DeepService {
  async answer(): Promise<unknown> {
    await turn();
    noStore();
    return { call: ++calls };
  }
}

@Controller()
@UseGuards(HeaderGuard)
@CachedQuery()
class NotStoredController {
  constructor(
    private readonly deep: DeepService,
    private readonly queries: QueryCache,
  ) {}

  @Get('error')
  error(): unknown {
    calls++;
    throw new ConflictException('no');
  }

  @Get('crash')
  crash(): Promise<unknown> {
    calls++;
    return Promise.reject(new Error('crash'));
  }

  @Get('status')
  status(@Res({ passthrough: true }) response: AnyResponse): unknown {
    response.status(202);
    return { call: ++calls };
  }

  @Get('usual-non-2xx')
  @HttpCode(404)
  usualNon2xx(): unknown {
    return { call: ++calls };
  }

  @Get('cookie')
  cookie(@Res({ passthrough: true }) response: AnyResponse): unknown {
    response.header('Set-Cookie', 'a=b');
    return { call: ++calls };
  }

  @Get('private')
  @Header('Cache-Control', 'private, No-Store')
  private(): unknown {
    return { call: ++calls };
  }

  @Get('deep')
  deepAnswer(): Promise<unknown> {
    return this.deep.answer();
  }

  @Get('nothing')
  nothing(): void {
    calls++;
  }

  @Get('stream')
  async stream(): Promise<StreamableFile> {
    await turn();
    return new StreamableFile(Readable.from([`stream ${++calls}`]));
  }

  @Get('buffer')
  buffer(): Buffer {
    calls++;
    return Buffer.from('bytes');
  }

  @Get('large')
  async large(): Promise<unknown> {
    await turn();
    return { call: ++calls, text: 'x'.repeat(5000) };
  }

  @Get('res')
  async res(@Res() response: AnyResponse): Promise<unknown> {
    await turn();
    const answer = { call: ++calls };
    response.send(answer);
    return answer;
  }

  @Get('next')
  next(@Res() response: AnyResponse, @Next() _next: unknown): void {
    setImmediate(() => response.send({ call: ++calls }));
  }

  @Put('write')
  put(): unknown {
    return { call: ++calls };
  }

  @Patch('write')
  patch(): unknown {
    return { call: ++calls };
  }

  @Delete('write')
  delete(): unknown {
    return { call: ++calls };
  }

  @Post('validated')
  validated(@Body(new ValidationPipe({ whitelist: true })) body: AskDto): unknown {
    calls++;
    return body;
  }

  @Post('own-key-error')
  ownKeyError(): Promise<unknown> {
    calls++;
    return this.queries.getOrCompute({ workspaceId: 'w1' }, { query: 'q', variant: new Map() as never }, () =>
      Promise.reject(new BadRequestException()),
    );
  }
}

describe.each(ADAPTERS)('what is not stored on %s', (adapter) => {
  let app: INestApplication;
  let url: string;

  beforeEach(async () => {
    calls = 0;
    ({ app, url } = await boot(adapter, {
      imports: [CacheModule.forRoot({ ...tenantOptions, maxEntryBytes: 4096 })],
      controllers: [NotStoredController],
      providers: [DeepService],
    }));
  });
  afterEach(() => app.close());

  const get = (path: string, method = 'GET', workspace = 'w1'): Promise<Answer> =>
    ask(`${url}/${path}?question=how`, { method, headers: as(workspace) });

  it.each([
    ['status', 202, 'fwd=miss; detail=no_store'],
    ['usual-non-2xx', 404, 'fwd=miss; detail=no_store'],
    ['cookie', 200, 'fwd=miss; detail=no_store'],
    ['private', 200, 'fwd=miss; detail=no_store'],
    ['deep', 200, 'fwd=miss; detail=no_store'],
    ['large', 200, 'fwd=miss; detail=too_large'],
    ['res', 200, undefined],
    ['next', 200, 'fwd=bypass; detail=unsupported'],
  ])('%s is computed each time', async (path, status, cacheStatus) => {
    for (const call of [1, 2]) {
      const answer = await get(path);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text)).toMatchObject({ call });
      expect(answer.headers['cache-status']).toBe(
        `nestjs-ai-cache; ${cacheStatus ?? 'fwd=bypass; detail=unsupported'}`,
      );
      if (path === 'cookie') expect(answer.headers['set-cookie']).toEqual(['a=b']);
    }
  });

  it.each([
    ['error', 409],
    ['crash', 500],
  ])('an %s reaches the client each time', async (path, status) => {
    expect((await get(path)).status).toBe(status);
    expect((await get(path)).status).toBe(status);
    expect(calls).toBe(2);
  });

  it('no value is served as the framework serves none', async () => {
    const answers = [await get('nothing'), await get('nothing')];
    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(2).fill([200, '']));
    expect(calls).toBe(2);
  });

  it('a stream and a buffer are sent as they are', async () => {
    expect((await get('stream')).text).toBe('stream 1');
    expect((await get('stream')).text).toBe('stream 2');
    const expected = adapter === 'express' ? JSON.stringify(Buffer.from('bytes')) : 'bytes';
    for (let i = 0; i < 2; i++) {
      const answer = await get('buffer');
      expect(answer.text).toBe(expected);
      expect(answer.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; detail=unstorable');
    }
  });

  it.each(['stream', 'large', 'deep', 'res'])(
    'concurrent requests for %s get an answer of their own each',
    async (path) => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => get(path)));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(5);
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
      expect(calls).toBe(5);
      if (path !== 'res') {
        const statuses = answers.map(({ headers }) => headers['cache-status']);
        expect(
          statuses.filter((text) => text === 'nestjs-ai-cache; fwd=bypass; detail=not_shareable'),
        ).toHaveLength(4);
      }
    },
  );

  it.each(['PUT', 'PATCH', 'DELETE'])('a write by %s always reaches its handler', async (method) => {
    for (const call of [1, 2]) {
      const answer = await get('write', method);
      expect(JSON.parse(answer.text)).toEqual({ call });
      expect(answer.headers['cache-status']).toBe('nestjs-ai-cache; fwd=bypass; detail=unsupported');
    }
  });

  it('an invalid body is refused each time, and after it a valid one is answered', async () => {
    const post = (body: unknown): Promise<Answer> =>
      ask(`${url}/validated?query=in-search`, { headers: as('w1'), body });
    for (let i = 0; i < 2; i++) expect((await post({ question: 5 })).status).toBe(400);
    expect(calls).toBe(0);
    expect((await post({ question: 'five' })).status).toBe(201);
    expect((await post({ question: 5 })).status).toBe(400);
  });

  it("a key error of the handler's own doing does not call it twice", async () => {
    const answer = await ask(`${url}/own-key-error`, { headers: as('w1'), body: { question: 'q' } });
    expect(answer.status).toBe(500);
    expect(calls).toBe(1);
  });

  it('a denied request is never given a hit', async () => {
    await get('deep');
    expect((await get('deep', 'GET', 'denied')).status).toBe(403);
  });
});
