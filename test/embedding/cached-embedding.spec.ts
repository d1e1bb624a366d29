import {
  Body,
  Controller,
  HttpException,
  Param,
  Post,
  Query,
  Req,
  type INestApplication,
} from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ArrayMaxSize, IsArray, IsString } from 'class-validator';
import { ValidationPipe } from '@nestjs/common';
import request from 'supertest';
import { CACHE, CachedEmbedding, CacheModule, EmbeddingService, type Cache } from '../../src/index.js';
import { vectorOf } from './support/loopback.js';
import { until } from './support/until.js';

const DIMENSIONS = 8;
const vectors = (texts: readonly string[]): number[][] => texts.map((text) => vectorOf(text, DIMENSIONS));

/** What reached the handlers, and what a test makes them do. */
const calls: string[][] = [];
/** Requests whose tenant was asked for. */
let arrivals = 0;
let behave: (texts: readonly string[]) => unknown = () => undefined;

class TextsDto {
  @IsArray()
  @IsString({ each: true })
  @ArrayMaxSize(4)
  texts!: string[];

  model?: string;
}

async function compute(texts: readonly string[]): Promise<number[][]> {
  calls.push([...texts]);
  return ((await behave(texts)) as number[][] | undefined) ?? vectors(texts);
}

@Controller()
class VectorsController {
  @Post('plain')
  @CachedEmbedding()
  plain(@Body() { texts }: TextsDto): Promise<number[][]> {
    return compute(texts);
  }

  @Post('paths/:set')
  @CachedEmbedding({ texts: 'input.texts', vectors: 'data.embeddings' })
  async paths(
    @Body() body: { input: { texts: string[] } },
    @Param('set') _set: string,
    @Query('v') _version: string,
  ): Promise<object> {
    return { data: { embeddings: await compute(body.input.texts) }, tokens: 5 };
  }

  @Post('shared')
  @CachedEmbedding({
    shared: true,
    vectors: 'embeddings',
    reply: (embeddings) => ({ embeddings, model: 'mine' }),
  })
  async shared(@Body() { texts }: TextsDto): Promise<object> {
    return { embeddings: await compute(texts), tokens: texts.length };
  }

  @Post('raw')
  @CachedEmbedding({ texts: '' })
  raw(@Req() { body }: { body: string[] }): Promise<number[][]> {
    return compute(body);
  }
}

async function startApplication(adapter: 'express' | 'fastify'): Promise<INestApplication> {
  const module = await Test.createTestingModule({
    imports: [
      EventEmitterModule.forRoot(),
      CacheModule.forRoot({
        redis: null,
        scope: (context) => {
          arrivals++;
          const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
          const workspaceId = headers['x-workspace'];
          if (workspaceId === 'broken') throw new Error('no session');
          return workspaceId === undefined ? undefined : { workspaceId };
        },
      }),
    ],
    controllers: [VectorsController],
  }).compile();
  const app =
    adapter === 'express'
      ? module.createNestApplication()
      : module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useGlobalPipes(new ValidationPipe({ transform: true }));
  await app.listen(0, '127.0.0.1');
  return app;
}

describe.each(['express', 'fastify'] as const)('@CachedEmbedding() on %s', (adapter) => {
  let app: INestApplication;
  beforeEach(async () => {
    calls.length = 0;
    arrivals = 0;
    behave = () => undefined;
    app = await startApplication(adapter);
  });
  afterEach(() => app.close());

  const post = (
    path: string,
    body: object,
    workspace = 'one',
    headers: Record<string, string> = {},
  ): request.Test =>
    request(app.getHttpServer() as never)
      .post(path)
      .set({ 'x-workspace': workspace, ...headers })
      .send(body);

  it('calls the handler with what is missing, each text once, and puts the reply together in order', async () => {
    const first = await post('/plain', { texts: ['b', 'd'] }).expect(201, vectors(['b', 'd']));
    expect(first.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; detail="0 of 2"');
    const second = await post('/plain', { texts: ['a', 'b', 'a', 'd'] }).expect(
      201,
      vectors(['a', 'b', 'a', 'd']),
    );
    expect(second.headers['cache-status']).toBe('nestjs-ai-cache; fwd=partial; detail="2 of 4"');
    const third = await post('/plain', { texts: ['d', 'a'] }).expect(201, vectors(['d', 'a']));
    expect(third.headers['cache-status']).toBe('nestjs-ai-cache; hit; detail=exact');
    expect(calls).toEqual([['b', 'd'], ['a']]);
  });

  it('finds texts and vectors where it is told to', async () => {
    const input = { texts: ['a', 'b'], language: 'en' };
    await post('/paths/x?v=1', { input }).expect(201, { data: { embeddings: vectors(['a', 'b']) } });
    await post('/paths/x?v=1', { input }).expect(201, { data: { embeddings: vectors(['a', 'b']) } });
    expect(calls).toHaveLength(1);
    await post('/raw', ['a', 'a', 'b']).expect(201, vectors(['a', 'a', 'b']));
    await post('/raw', ['b', 'c']).expect(201, vectors(['b', 'c']));
    expect(calls.slice(1)).toEqual([['a', 'b'], ['c']]);
  });

  it('keeps apart what differs in anything but the texts', async () => {
    const input = { texts: ['a'], language: 'en' };
    await post('/paths/x?v=1', { input });
    await post('/paths/x?v=2', { input });
    await post('/paths/y?v=1', { input });
    await post('/paths/x?v=1', { input: { ...input, language: 'de' } });
    await post('/paths/x?v=1', { input, more: true });
    await post('/paths/x?v=1', { input }, 'two');
    expect(calls).toHaveLength(6);
    await post('/paths/x?v=1', { input }, 'two');
    expect(calls).toHaveLength(6);
  });

  it('shares among workspaces what is declared shared, and then tells nobody what was there', async () => {
    const expected = { embeddings: vectors(['a']), model: 'mine' };
    for (const workspace of ['one', 'two', 'broken']) {
      const { headers } = await post('/shared', { texts: ['a'] }, workspace).expect(201, expected);
      expect(headers['cache-status']).toBeUndefined();
    }
    expect(calls).toHaveLength(1);
  });

  it('goes past the cache without a tenant, on request, and for what are no texts', async () => {
    const status = async (test: request.Test): Promise<unknown> => (await test).headers['cache-status'];
    await post('/plain', { texts: ['a'] });
    expect(await status(post('/plain', { texts: ['a'] }, 'broken'))).toContain('resolver_failed');
    const anonymous = request(app.getHttpServer() as never)
      .post('/plain')
      .send({ texts: ['a'] });
    expect(await status(anonymous)).toContain('no_scope');
    for (const directive of ['no-store', 'no-cache']) {
      const test = post('/plain', { texts: ['a'] }, 'one', { 'cache-control': directive });
      expect(await status(test)).toContain('request_no_store');
    }
    expect(calls).toEqual([['a'], ['a'], ['a'], ['a'], ['a']]);
    await post('/plain', { texts: 'a' }).expect(400);
    await post('/plain', { texts: [1] }).expect(400);
  });

  it('lets pipes see what the handler sees', async () => {
    await post('/plain', { texts: ['a', 'b', 'c'] }).expect(201);
    // Four texts at most for the handler; two of these five are missing.
    await post('/plain', { texts: ['a', 'b', 'c', 'd', 'e'] }).expect(
      201,
      vectors(['a', 'b', 'c', 'd', 'e']),
    );
    await post('/plain', { texts: ['1', '2', '3', '4', '5'] }).expect(400);
    expect(calls).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('passes errors on and stores none', async () => {
    behave = () => {
      throw new HttpException('teapot', 418);
    };
    await post('/plain', { texts: ['a'] }).expect(418);
    behave = () => undefined;
    await post('/plain', { texts: ['a'] }).expect(201, vectors(['a']));
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['no vectors', { error: 'later' }],
    ['too few', []],
    ['not numbers', [['x'], ['y']]],
  ])('gives a reply of %s as it is, and stores nothing', async (_, reply) => {
    behave = () => reply;
    await post('/plain', { texts: ['a', 'b'] }).expect(201, reply);
    expect(calls).toEqual([['a', 'b']]);
    await post('/plain', { texts: ['a', 'b', 'a'] }).expect(201, reply);
    // The reply to a part is not the reply to the whole.
    expect(calls.slice(1)).toEqual([
      ['a', 'b'],
      ['a', 'b', 'a'],
    ]);
  });

  it('answers a request whose part another one failed to bring', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    behave = async (texts) => {
      await gate;
      if (texts.includes('bad')) throw new HttpException('teapot', 418);
      return undefined;
    };
    const first = post('/plain', { texts: ['good', 'bad'] }).then(({ status }) => status);
    await until(() => calls.length === 1);
    const second = post('/plain', { texts: ['good', 'mine'] }).then((response) => response);
    await until(() => calls.length === 2);
    open();
    expect(await first).toBe(418);
    const { status, body, headers } = await second;
    expect({ status, body: body as unknown }).toEqual({ status: 201, body: vectors(['good', 'mine']) });
    expect(headers['cache-status']).toContain('not_shareable');
    expect(calls).toEqual([['good', 'bad'], ['mine'], ['good', 'mine']]);
  });

  it('joins what another request is computing', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    behave = async () => {
      await gate;
    };
    const first = post('/plain', { texts: ['a', 'b'] }).then(({ body }) => body as unknown);
    await until(() => calls.length === 1);
    const second = post('/plain', { texts: ['b', 'a'] }).then((response) => response);
    await until(() => arrivals === 2);
    // From its tenant to the flights it takes a request no more than a few promises.
    await new Promise((resolve) => setImmediate(resolve));
    expect(app.get<Cache>(CACHE).content.running).toBe(2);
    open();
    expect(await first).toEqual(vectors(['a', 'b']));
    expect((await second).body).toEqual(vectors(['b', 'a']));
    expect(calls).toHaveLength(1);
  });

  it('gives the service to whoever injects it', async () => {
    const service = app.get(EmbeddingService);
    await expect(service.embed('text')).resolves.toHaveLength(384);
  });
});
