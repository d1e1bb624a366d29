import { EmbeddingError } from '../../src/engine.js';
import { ManualClock } from '../../src/cache/testing/manual-clock.js';
import {
  cohere,
  cut,
  cutInside,
  json,
  page,
  silence,
  startLoopback,
  vectorOf,
  type Loopback,
} from './support/loopback.js';
import { start, stopAll, type Started } from './support/services.js';
import { until } from './support/until.js';

// The real client of cohere-ai against a server on this machine.
const DIMENSIONS = 1024;
const SECRET_TEXT = 'Jane Doe feels worse since Monday';

let server: Loopback;
beforeEach(async () => {
  server = await startLoopback(cohere(DIMENSIONS));
});
afterEach(async () => {
  await stopAll();
  await server.close();
});

const startCohere = (embedding: object = {}, others: object = {}): Promise<Started> =>
  start({
    embedding: { provider: 'cohere', apiKey: 'test-key', baseUrl: server.url, ...embedding },
    ...others,
  });

async function failure(work: Promise<unknown>): Promise<EmbeddingError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EmbeddingError)) throw new Error(`Not an EmbeddingError: ${String(error)}`);
  const everything = `${error.message} ${String(error.stack)} ${JSON.stringify(error)} ${String(error.cause)}`;
  expect(everything).not.toContain('Jane');
  return error;
}

describe('the provider cohere', () => {
  it('sends what the documentation asks for, and gives back the vectors', async () => {
    const { embeddings } = await startCohere();
    const vector = await embeddings.embed('  Hello  ', { inputType: 'search_document' });
    expect([...vector]).toEqual(vectorOf('Hello', DIMENSIONS));
    expect(server.received).toHaveLength(1);
    const [{ path, headers, body }] = server.received as [Loopback['received'][number]];
    expect(path).toBe('POST /v2/embed');
    expect(headers.authorization).toBe('Bearer test-key');
    expect(body).toEqual({
      model: 'embed-v4.0',
      texts: ['Hello'],
      input_type: 'search_document',
      embedding_types: ['float'],
      output_dimension: DIMENSIONS,
    });
  });

  it('does not choose a length where the model has but one', async () => {
    await server.close();
    server = await startLoopback(cohere(384));
    const { embeddings } = await startCohere({ model: 'embed-english-light-v3.0' });
    await expect(embeddings.embed('Hello')).resolves.toHaveLength(384);
    expect(server.received[0]?.body).not.toHaveProperty('output_dimension');
  });

  it('asks for 96 texts at a time, duplicates once, and keeps the order', async () => {
    const { embeddings } = await startCohere();
    const texts = Array.from({ length: 250 }, (_, i) => `text ${i % 200}`);
    const vectors = await embeddings.embed(texts);
    expect(vectors.map((vector) => [...vector])).toEqual(texts.map((text) => vectorOf(text, DIMENSIONS)));
    const batches = server.received.map(({ body }) => body['texts'] as string[]);
    expect(batches.map((batch) => batch.length).sort((a, b) => a - b)).toEqual([8, 96, 96]);
    expect(new Set(batches.flat())).toEqual(new Set(texts));
    await embeddings.embed(texts);
    expect(server.received).toHaveLength(3);
  });

  it('counts what Cohere bills', async () => {
    const { embeddings } = await startCohere({}, { prices: { models: { 'embed-v4.0': { input: 0.12 } } } });
    await embeddings.embed(['one', 'two']);
    await embeddings.embed(['two', 'three']);
    expect(embeddings.stats()).toEqual({
      calls: 2,
      retries: 0,
      failures: 0,
      texts: 3,
      tokens: 15,
      costUsd: expect.closeTo((15 * 0.12) / 1e6, 12),
    });
  });

  it('waits as long as Retry-After says, and tries again', async () => {
    const clock = new ManualClock();
    const { embeddings } = await startCohere({}, { clock });
    server.next(json(429, { message: SECRET_TEXT }, { 'retry-after': '3' }));
    const embedding = embeddings.embed(SECRET_TEXT);
    await until(() => embeddings.stats().retries === 1);
    await clock.advance(2999);
    expect(server.received).toHaveLength(1);
    await clock.advance(1);
    await expect(embedding).resolves.toHaveLength(DIMENSIONS);
    expect(server.received).toHaveLength(2);
  });

  it('does not wait for a Retry-After that lies past the deadline', async () => {
    const { embeddings } = await startCohere({ timeoutMs: 5000 }, { clock: new ManualClock() });
    server.next(json(429, { message: SECRET_TEXT }, { 'retry-after': '60' }));
    const error = await failure(embeddings.embed(SECRET_TEXT));
    expect(error).toMatchObject({ provider: 'cohere', reason: 'status', status: 429, retryable: true });
    expect(error.retryAfterMs).toBe(60_000);
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['503', json(503, { message: SECRET_TEXT }), { reason: 'status', status: 503 }],
    ['500', json(500, { message: SECRET_TEXT }), { reason: 'status', status: 500 }],
    ['a connection cut before the answer', cut, { reason: 'network' }],
    ['a connection cut inside the answer', cutInside, { reason: 'network' }],
    ['JSON of another form', json(200, SECRET_TEXT), { reason: 'invalid_response' }],
    ['a page of a proxy', page, { reason: 'invalid_response' }],
  ])('tries again after %s: three times, not more', async (_, answer, expected) => {
    const clock = new ManualClock();
    const { embeddings } = await startCohere({}, { clock });
    server.next(answer, answer);
    const embedding = embeddings.embed('recovers');
    for (const retries of [1, 2]) {
      await until(() => embeddings.stats().retries === retries);
      await clock.advance(1000);
    }
    await expect(embedding).resolves.toHaveLength(DIMENSIONS);
    expect(server.received).toHaveLength(3);

    server.next(answer, answer, answer);
    const refused = failure(embeddings.embed(SECRET_TEXT));
    for (const retries of [3, 4]) {
      await until(() => embeddings.stats().retries === retries);
      await clock.advance(1000);
    }
    expect(await refused).toMatchObject({ ...expected, provider: 'cohere', retryable: true });
    expect(server.received).toHaveLength(6);
  });

  it.each([400, 401, 403, 404, 422, 498, 501])('does not try again after a %i', async (status) => {
    const { embeddings } = await startCohere();
    server.next(json(status, { message: SECRET_TEXT }));
    const error = await failure(embeddings.embed(SECRET_TEXT));
    expect(error).toMatchObject({ reason: 'status', status, retryable: false });
    expect(server.received).toHaveLength(1);
    // An error is not stored.
    await expect(embeddings.embed(SECRET_TEXT)).resolves.toHaveLength(DIMENSIONS);
  });

  it('gives up at its deadline, and closes the connection', async () => {
    const clock = new ManualClock();
    const { embeddings } = await startCohere({ timeoutMs: 4000 }, { clock });
    server.next(silence);
    const refused = failure(embeddings.embed(SECRET_TEXT));
    await until(() => server.received.length === 1);
    await clock.advance(4000);
    expect(await refused).toMatchObject({ reason: 'timeout', retryable: true, status: undefined });
    await server.received[0]?.left;
    expect(embeddings.stats()).toMatchObject({ calls: 1, failures: 1, retries: 0 });
    expect(clock.pending).toBe(0);
  });

  it("ends the request when its only caller leaves, with the caller's reason", async () => {
    const { embeddings } = await startCohere();
    server.next(silence);
    const leaving = new AbortController();
    const embedding = embeddings.embed('left', { signal: leaving.signal });
    await until(() => server.received.length === 1);
    leaving.abort(new Error('gone'));
    await expect(embedding).rejects.toThrow('gone');
    await server.received[0]?.left;
    await expect(embeddings.embed('x', { signal: leaving.signal })).rejects.toThrow('gone');
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['of a wrong length', { float: [[0.5, 0.5]] }],
    ['too few', { float: [] }],
    ['too many', { float: [vectorOf('a', DIMENSIONS), vectorOf('b', DIMENSIONS)] }],
    ['not numbers', { float: [[null, ...vectorOf('a', DIMENSIONS - 1)]] }],
    ['too large for float32', { float: [Array.from({ length: DIMENSIONS }, () => 1e300)] }],
  ])('refuses vectors that are %s', async (_, vectors) => {
    const { embeddings } = await startCohere();
    // The client says on the console that this is not what it expected, and goes on.
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    server.next(json(200, { id: '1', response_type: 'embeddings_by_type', embeddings: vectors }));
    const error = await failure(embeddings.embed(SECRET_TEXT));
    warn.mockRestore();
    expect(error).toMatchObject({ reason: 'invalid_response', retryable: false });
    expect(server.received).toHaveLength(1);
    await expect(embeddings.embed(SECRET_TEXT)).resolves.toHaveLength(DIMENSIONS);
  });

  it('leaves no timer behind that would keep the process alive', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const { embeddings } = await startCohere({ maxRetries: 0 });
    await embeddings.embed('first');
    const before = timers();
    server.next(cut, silence);
    await failure(embeddings.embed(SECRET_TEXT));
    const leaving = new AbortController();
    const embedding = embeddings.embed('left', { signal: leaving.signal });
    await until(() => server.received.length === 3);
    leaving.abort(new Error('gone'));
    await expect(embedding).rejects.toThrow('gone');
    await server.received[2]?.left;
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('ends the other batches when one is refused', async () => {
    const { embeddings } = await startCohere();
    server.next(silence, json(400, {}), silence);
    const texts = Array.from({ length: 96 * 6 }, (_, i) => `text ${i}`);
    await failure(embeddings.embed(texts));
    expect(server.received.length).toBeLessThanOrEqual(4);
    await Promise.all([server.received[0]?.left, server.received[2]?.left]);
  });
});
