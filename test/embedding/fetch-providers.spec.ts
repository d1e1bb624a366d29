import {
  CacheConfigurationError,
  createCache,
  createEmbeddingService,
  EmbeddingError,
} from '../../src/engine.js';
import {
  cut,
  cutInside,
  indexed,
  json,
  page,
  silence,
  startLoopback,
  vectorOf,
  type Loopback,
} from './support/loopback.js';
import { start, stopAll, type Started } from './support/services.js';
import { until } from './support/until.js';
import { ManualClock } from '../../src/cache/testing/manual-clock.js';

const DIMENSIONS = 256;

let server: Loopback;
beforeEach(async () => {
  server = await startLoopback(indexed(DIMENSIONS));
});
afterEach(async () => {
  await stopAll();
  await server.close();
});

describe.each(['voyage', 'openai'] as const)('the provider %s', (provider) => {
  const startIt = (embedding: object = {}, others: object = {}): Promise<Started> =>
    start({
      embedding: { provider, apiKey: 'test-key', baseUrl: `${server.url}/v1/`, ...embedding },
      ...others,
    });

  it('sends what the documentation asks for, and puts the vectors in order', async () => {
    const { embeddings } = await startIt(
      { dimensions: DIMENSIONS },
      { prices: { models: { 'voyage-3.5': { input: 2 }, 'text-embedding-3-small': { input: 2 } } } },
    );
    const vectors = await embeddings.embed(['one', 'two', 'three']);
    expect(vectors.map((vector) => [...vector])).toEqual(
      ['one', 'two', 'three'].map((text) => vectorOf(text, DIMENSIONS)),
    );
    const [{ path, headers, body }] = server.received as [Loopback['received'][number]];
    expect(path).toBe('POST /v1/embeddings');
    expect(headers.authorization).toBe('Bearer test-key');
    expect(body).toEqual(
      provider === 'voyage'
        ? {
            model: 'voyage-3.5',
            input: ['one', 'two', 'three'],
            input_type: 'query',
            output_dimension: DIMENSIONS,
          }
        : {
            model: 'text-embedding-3-small',
            input: ['one', 'two', 'three'],
            encoding_format: 'float',
            dimensions: DIMENSIONS,
          },
    );
    expect(embeddings.stats()).toMatchObject({ tokens: 9, costUsd: 18e-6 });
  });

  it('leaves the length to the model when none is asked for', async () => {
    const { embeddings } = await startIt({ model: 'another' });
    await expect(embeddings.embed('one')).resolves.toHaveLength(DIMENSIONS);
    expect(server.received[0]?.body).toMatchObject({ model: 'another' });
    expect(server.received[0]?.body).not.toHaveProperty('output_dimension');
    expect(server.received[0]?.body).not.toHaveProperty('dimensions');
  });

  it('keeps to its batch size, and to a smaller one that is configured', async () => {
    const { embeddings } = await startIt({ maxBatch: 20 });
    await embeddings.embed(Array.from({ length: 45 }, (_, i) => `text ${i}`));
    expect(server.received.map(({ body }) => (body['input'] as string[]).length).sort()).toEqual([20, 20, 5]);
    expect(embeddings.provider.maxBatch).toBe(provider === 'voyage' ? 128 : 256);
  });

  it.each([
    ['429', json(429, { detail: 'Jane' }, { 'retry-after': new Date(Date.now() - 5000).toUTCString() }), {}],
    ['503', json(503, {}), { reason: 'status', status: 503 }],
    ['a cut connection', cut, { reason: 'network' }],
    ['a cut answer', cutInside, { reason: 'network' }],
    ['a page of a proxy', page, { reason: 'invalid_response' }],
    ['an answer without data', json(200, { error: 'Jane' }), { reason: 'invalid_response' }],
    [
      'one index twice',
      json(200, {
        data: [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
      }),
      { reason: 'invalid_response' },
    ],
  ])('tries again after %s', async (_, answer, expected) => {
    const clock = new ManualClock();
    const { embeddings } = await startIt({ maxRetries: 1 }, { clock });
    server.next(answer, answer);
    const failed = embeddings.embed('Jane').then(
      () => undefined,
      (error: unknown) => error as EmbeddingError,
    );
    await until(() => embeddings.stats().retries === 1);
    await clock.advance(1000);
    const error = await failed;
    expect(error).toBeInstanceOf(EmbeddingError);
    expect(error).toMatchObject({ ...expected, retryable: true });
    expect(`${String(error?.message)} ${JSON.stringify(error)}`).not.toContain('Jane');
    expect(server.received).toHaveLength(2);
    await expect(embeddings.embed('Jane')).resolves.toHaveLength(DIMENSIONS);
  });

  it('does not try again after a 400, nor after a wrong length or number of vectors', async () => {
    const { embeddings } = await startIt({ dimensions: DIMENSIONS });
    const item = { index: 0, embedding: vectorOf('x', DIMENSIONS) };
    for (const [answer, reason] of [
      [json(400, {}), 'status'],
      [json(200, { data: [{ index: 0, embedding: [1, 2] }] }), 'invalid_response'],
      [json(200, { data: [item, { ...item, index: 1 }] }), 'invalid_response'],
      [json(200, { data: [] }), 'invalid_response'],
    ] as const) {
      server.received.length = 0;
      server.next(answer);
      await expect(embeddings.embed('one')).rejects.toMatchObject({ reason, retryable: false });
      expect(server.received).toHaveLength(1);
    }
  });

  it('gives up at its deadline, and closes the connection', async () => {
    const clock = new ManualClock();
    const { embeddings } = await startIt({ timeoutMs: 2000 }, { clock });
    server.next(silence);
    const refused = embeddings.embed('Jane');
    const expectation = expect(refused).rejects.toMatchObject({ reason: 'timeout', retryable: true });
    await until(() => server.received.length === 1);
    await clock.advance(2000);
    await expectation;
    await server.received[0]?.left;
  });
});

describe('the choice of a provider', () => {
  it('tells servers with one model name apart', async () => {
    const other = await startLoopback((request, response) =>
      json(200, { data: (request.body['input'] as string[]).map(() => ({ embedding: [1, 0] })) })(
        request,
        response,
      ),
    );
    const { cache } = await start({ embedding: { provider: 'openai', baseUrl: server.url } });
    const here = createEmbeddingService(cache);
    const there = createEmbeddingService({
      ...cache,
      options: { ...cache.options, embedding: { ...cache.options.embedding, baseUrl: other.url } },
    });
    await expect(here.embed('text')).resolves.toHaveLength(DIMENSIONS);
    await expect(there.embed('text')).resolves.toHaveLength(2);
    expect(here.identity).not.toBe(there.identity);
    // A server of one's own needs no key.
    expect(server.received[0]?.headers.authorization).toBeUndefined();
    await other.close();
  });

  it.each([
    ['cohere', 'COHERE_API_KEY'],
    ['voyage', 'VOYAGE_API_KEY'],
    ['openai', 'OPENAI_API_KEY'],
  ] as const)('says which variable %s wants', (provider, variable) => {
    const cache = createCache({ redis: null, embedding: { provider } });
    expect(() => createEmbeddingService(cache)).toThrow(CacheConfigurationError);
    expect(() => createEmbeddingService(cache)).toThrow(variable);
  });

  it('names every wrong option', () => {
    const wrong = {
      provider: 'nobody',
      precision: 'float64',
      baseUrl: 'ftp://x',
      ttl: 5,
    };
    expect(() => createCache({ redis: null, embedding: wrong as never })).toThrow(
      /"embedding\.ttl" is unknown.*embedding\.provider.*must be "lexical".*embedding\.baseUrl.*embedding\.precision/s,
    );
  });
});
