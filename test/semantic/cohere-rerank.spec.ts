import { StagedDecider } from '../../src/cache/semantic/decision/staged-decider.js';
import { CohereRerankVerifier } from '../../src/cache/semantic/verifiers/cohere-rerank.verifier.js';
import { VerifierError } from '../../src/cache/semantic/verifiers/verifier.error.js';
import { CacheConfigurationError } from '../../src/engine.js';
import { ManualClock } from '../../src/cache/testing/manual-clock.js';
import {
  cut,
  cutInside,
  json,
  page,
  silence,
  startLoopback,
  type Answer,
  type Loopback,
} from '../embedding/support/loopback.js';
import { until } from '../embedding/support/until.js';

// The real client of cohere-ai against a server on this machine.
const SECRET = 'What does Jane Doe take?';
const pair = { asked: SECRET, cached: 'Which drugs does Jane Doe use?', similarity: 0.93 };

/** `POST /v2/rerank` as it is documented. */
const scored = (score: unknown, index: unknown = 0): Answer =>
  json(200, {
    id: '07734bd2-2473-4f07-94e1-0d9f0e6843cf',
    results: [{ index, relevance_score: score }],
    meta: { api_version: { version: '2' }, billed_units: { search_units: 1 } },
  });

let server: Loopback;
beforeEach(async () => {
  server = await startLoopback(scored(0.97));
});
afterEach(async () => {
  await server.close();
});

const rerank = (options: object = {}): CohereRerankVerifier =>
  new CohereRerankVerifier({ apiKey: 'test-key', baseUrl: server.url, ...options });
const never = new AbortController().signal;

describe('the verifier cohere-rerank', () => {
  it('sends what the documentation asks for', async () => {
    expect(await rerank().same(pair, never)).toBe(true);
    const [{ path, headers, body }] = server.received as [Loopback['received'][number]];
    expect(path).toBe('POST /v2/rerank');
    expect(headers.authorization).toBe('Bearer test-key');
    expect(body).toEqual({ model: 'rerank-v3.5', query: pair.asked, documents: [pair.cached], top_n: 1 });
  });

  it.each([
    [0.97, undefined, true],
    [0.9, undefined, true],
    [0.8999, undefined, false],
    [0, undefined, false],
    [0.5, 0.5, true],
    [0.97, 0.98, false],
  ])('a relevance of %d with the threshold %s is %s', async (score, threshold, expected) => {
    server.next(scored(score));
    expect(await rerank({ threshold }).same(pair, never)).toBe(expected);
  });

  it.each<[string, Answer, object]>([
    ['500', json(500, { message: SECRET }), { reason: 'status', status: 500 }],
    ['401', json(401, { message: SECRET }), { reason: 'status', status: 401 }],
    ['429', json(429, { message: SECRET }), { reason: 'status', status: 429 }],
    ['a connection cut before the answer', cut, { reason: 'network' }],
    ['a connection cut inside the answer', cutInside, { reason: 'network' }],
    ['a page of a proxy', page, { reason: 'invalid_response' }],
    ['JSON of another form', json(200, SECRET), { reason: 'invalid_response' }],
    ['no results', json(200, { id: '1', results: [] }), { reason: 'invalid_response' }],
    ['a score that is a text', scored('1'), { reason: 'invalid_response' }],
    ['a score above 1', scored(17), { reason: 'invalid_response' }],
    ['a score of another document', scored(0.99, 3), { reason: 'invalid_response' }],
  ])('fails after %s, once and without the questions', async (_, answer, expected) => {
    // The client says on the console what it did not expect, and goes on.
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    server.next(answer);
    const error: unknown = await rerank()
      .same(pair, never)
      .catch((reason: unknown) => reason);
    warn.mockRestore();
    expect(error).toBeInstanceOf(VerifierError);
    expect(error).toMatchObject({ verifier: 'cohere-rerank', ...expected });
    const { message, stack } = error as VerifierError;
    expect(`${message} ${String(stack)} ${JSON.stringify(error)}`).not.toContain('Jane');
    expect(server.received).toHaveLength(1);
  });

  it('is late within a decision: a no, and the connection is closed', async () => {
    const clock = new ManualClock();
    const decider = new StagedDecider({
      guards: { check: () => ({ pass: true }) },
      threshold: 0.9,
      verifier: { verifier: rerank(), from: 0.9, to: 0.97, timeoutMs: 400 },
      clock,
    });
    server.next(silence);
    const deciding = decider.decide(pair, [], never);
    await until(() => server.received.length === 1);
    await clock.advance(400);
    expect(await deciding).toEqual({ outcome: 'reject', stage: 'verifier', reason: 'the verifier was late' });
    await server.received[0]?.left;
    expect(await decider.decide(pair, [], never)).toMatchObject({ outcome: 'serve', stage: 'verifier' });
    server.next(json(500, { message: SECRET }));
    expect(await decider.decide(pair, [], never)).toMatchObject({
      outcome: 'reject',
      reason: 'the verifier failed',
    });
    expect(clock.pending).toBe(0);
  });

  it('leaves no timer behind that would keep the process alive', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const verifier = rerank();
    await verifier.same(pair, never);
    const before = timers();
    server.next(silence, cut);
    const leaving = new AbortController();
    const left = verifier.same(pair, leaving.signal);
    await until(() => server.received.length === 2);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow(VerifierError);
    await expect(verifier.same(pair, never)).rejects.toThrow(VerifierError);
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it.each([0, -0.1, 1.1, Number.NaN])('refuses a threshold of %d', (threshold) => {
    expect(() => rerank({ threshold })).toThrow(CacheConfigurationError);
  });
});
