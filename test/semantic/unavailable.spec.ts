import type { VectorIndex } from '../../src/cache/semantic/index/vector-index.js';
import type { Scope } from '../../src/engine.js';
import { ManualClock } from '../../src/testing.js';
import { ExactIndex } from './support/exact-index.js';
import { oneVector, semanticEngine, TIMEOUT_MS, type EngineOptions } from './support/semantic-engine.js';

const scope: Scope = { workspaceId: 'w', clientId: 'c' };
const never = new Promise<never>(() => undefined);

function indexWith(parts: Partial<VectorIndex>): ExactIndex {
  return Object.assign(new ExactIndex(), parts);
}

const nextTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a verifier', () => {
  it('is asked about one candidate of a request, however many come so far', async () => {
    const decide = jest.fn(() =>
      Promise.resolve({
        outcome: 'reject' as const,
        stage: 'verifier' as const,
        reason: 'the verifier was late',
      }),
    );
    const { ask } = semanticEngine({ decider: { decide } });
    for (const question of ['one', 'two', 'three']) await ask(scope, question, question);
    decide.mockClear();
    expect(await ask(scope, 'four', '4')).toEqual({ value: '4', source: 'computed' });
    expect(decide).toHaveBeenCalledTimes(1);
  });
});

describe('a part of the search that fails', () => {
  it.each<[string, EngineOptions, string]>([
    ['an embedder that is down', { embed: () => Promise.reject(new Error('down')) }, 'embedding'],
    [
      'an index that is down',
      { index: indexWith({ search: () => Promise.reject(new Error('the text of an error')) }) },
      'index',
    ],
    [
      'an index that throws',
      {
        index: indexWith({
          search: () => {
            throw new TypeError('a bug');
          },
        }),
      },
      'index',
    ],
  ])('is a miss, told once: %s', async (_, options, part) => {
    const failed: string[] = [];
    const { ask, lines } = semanticEngine({
      ...options,
      observer: { semanticFailed: (what) => void failed.push(what) },
    });
    await ask(scope, 'one', '1');
    expect((await ask(scope, 'two', '2')).value).toBe('2');
    expect((await ask(scope, 'one', 'x')).source).toBe('exact');
    expect(failed).toEqual([part, part]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('text of an error');
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['no list', { a: 1 }],
    ['a list of nothing', [null, undefined]],
    ['names that are none', [{ pointer: 7, similarity: '1' }, { similarity: 1 }]],
  ])('is a miss when the index answers what is no answer: %s', async (_, answer) => {
    const { ask } = semanticEngine({ index: indexWith({ search: () => Promise.resolve(answer as []) }) });
    await ask(scope, 'one', '1');
    expect((await ask(scope, 'two', '2')).value).toBe('2');
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a list of numbers', [1, 0, 0]],
    ['a vector of nothing', new Float32Array(0)],
    ['a vector that is not numbers', new Float32Array([NaN, 0, 0])],
  ])('is a miss when the embedder answers what is no vector: %s', async (_, answer) => {
    const { ask } = semanticEngine({ embed: () => Promise.resolve(answer as Float32Array) });
    await ask(scope, 'one', '1');
    expect((await ask(scope, 'two', '2')).value).toBe('2');
    expect((await ask(scope, 'two', '3')).value).toBe('2');
  });

  it('is told again when it works again', async () => {
    let down = true;
    const { ask, lines } = semanticEngine({
      embed: (...args) => (down ? Promise.reject(new Error('down')) : oneVector(...args)),
    });
    await ask(scope, 'one', '1');
    down = false;
    await ask(scope, 'two', '2');
    expect(lines.map((line) => line.split(' (')[0])).toEqual([
      'The embedding of questions fails',
      'The embedding of questions works again.',
    ]);
    // What was stored without a vector cannot be found; what was stored since can.
    expect((await ask(scope, 'three', '3')).value).toBe('2');
  });

  it('loses an entry from the index, and not the answer, when it cannot be added', async () => {
    const { ask, lines } = semanticEngine({
      index: indexWith({ add: () => Promise.reject(new Error('full')) }),
    });
    expect((await ask(scope, 'one', '1')).source).toBe('computed');
    expect((await ask(scope, 'one', 'x')).value).toBe('1');
    expect((await ask(scope, 'two', '2')).value).toBe('2');
    expect(lines).toHaveLength(3); // fails, works again with the search, fails with the next
  });

  it('costs the look-up when the decision throws', async () => {
    const { ask } = semanticEngine({ decider: { decide: () => Promise.reject(new Error('bug')) } });
    await ask(scope, 'one', '1');
    expect((await ask(scope, 'two', '2')).value).toBe('2');
  });

  it('serves nothing when rejected pairs cannot be read', async () => {
    const engine = semanticEngine();
    await engine.ask(scope, 'one', '1');
    engine.store.notes = () => Promise.reject(new Error('away'));
    expect((await engine.ask(scope, 'two', '2')).value).toBe('2');
  });
});

describe('a part of the search that hangs', () => {
  it.each<[string, EngineOptions]>([
    ['the embedder', { embed: () => never }],
    ['the index', { index: indexWith({ search: () => never }) }],
  ])('holds the request up until the deadline and no longer: %s', async (_, options) => {
    const clock = new ManualClock();
    const { queries } = semanticEngine({ ...options, clock });
    let computed = false;
    const answer = queries.resolve(scope, 'one', () => {
      computed = true;
      return Promise.resolve('1');
    });
    await nextTurns();
    await clock.advance(TIMEOUT_MS - 1);
    expect(computed).toBe(false);
    await clock.advance(1);
    await nextTurns();
    expect(computed).toBe(true);
    expect(await answer).toMatchObject({ source: 'computed', fill: 'stored' });
  });

  it('lets the caller leave at once', async () => {
    const leaving = new AbortController();
    const { queries } = semanticEngine({ embed: () => never });
    const answer = queries.resolve(scope, 'one', () => Promise.resolve('1'), { signal: leaving.signal });
    await nextTurns();
    leaving.abort(new Error('left'));
    await expect(answer).rejects.toThrow('left');
  });

  it('indexes an entry whose vector came after the deadline and before the answer', async () => {
    const clock = new ManualClock();
    let arrive: (vector: Float32Array) => void = () => undefined;
    let calls = 0;
    const { queries, ask, lookup } = semanticEngine({
      clock,
      embed: () =>
        ++calls === 1 ? new Promise((resolve) => (arrive = resolve)) : oneVector('', { workspaceId: 'w' }),
    });
    const answer = queries.resolve(scope, 'one', async () => {
      arrive(new Float32Array([1, 0, 0]));
      await nextTurns();
      return '1';
    });
    await nextTurns();
    await clock.advance(TIMEOUT_MS);
    expect((await answer).source).toBe('computed');
    await lookup.settled();
    expect((await ask(scope, 'two', 'x')).value).toBe('1');
    expect(calls).toBe(2);
  });
});
