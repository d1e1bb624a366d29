import { silentObserver } from '../core/observer.js';
import { Computation, dependsOn, runComputation, spent } from '../engine/computation.js';
import type { PendingFill } from '../engine/pending-fill.js';
import type { AnswerLevel, PartLevel } from './level.js';
import type { ExactAnswerLevel } from './levels/exact-answer.level.js';
import type { OpenedValue } from './levels/open-value.js';
import { LookupRun } from './lookup-run.js';

const right = { source: 'miss' } as PendingFill<unknown>;
const prices = { layers: {}, models: {} };
const computation = (signal: AbortSignal): Computation => new Computation(signal, ({ id }) => id, prices);

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((whenDone, whenFailed) => {
    resolve = whenDone;
    reject = whenFailed;
  });
  return { promise, resolve, reject };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('LookupRun', () => {
  let exact: Deferred<OpenedValue<unknown>>;
  let errors: string[];
  let computed: unknown[][];
  const answerLevel = (name: string, find: AnswerLevel['find']): AnswerLevel => ({ name, find });
  const partLevel = (part: PartLevel['part'], afterToken: boolean, find: PartLevel['find']): PartLevel => ({
    ...{ name: part, part, afterToken, find },
  });
  const run = (answerLevels: AnswerLevel[], partLevels: PartLevel[], signal = new AbortController().signal) =>
    new LookupRun(
      {
        exact: { name: 'query_result', open: () => exact.promise } as unknown as ExactAnswerLevel,
        answerLevels,
        partLevels,
        observer: { ...silentObserver, computed: (...event) => void computed.push(event) },
        computation,
        onLevelError: (level) => void errors.push(level),
      },
      { query: 'q', scope: { workspaceId: 'w' }, options: {}, signal },
    ).outcome();

  beforeEach(() => {
    exact = deferred();
    errors = [];
    computed = [];
  });

  it('asks for tenant data only when the token is there, for the rest at once', async () => {
    const asked: string[] = [];
    const note = (name: string): Promise<undefined> => {
      asked.push(name);
      return Promise.resolve(undefined);
    };
    const outcome = run(
      [answerLevel('semantic', () => note('semantic'))],
      [partLevel('intent', false, () => note('intent')), partLevel('passages', true, () => note('passages'))],
    );
    await settle();
    expect(asked).toEqual(['semantic', 'intent']);
    exact.resolve({ right });
    await outcome;
    expect(asked).toEqual(['semantic', 'intent', 'passages']);
  });

  it('does not ask for passages when the answer is there', async () => {
    const find = jest.fn();
    exact.resolve({ value: 'yes' });
    await expect(run([], [partLevel('passages', true, find)])).resolves.toMatchObject({ answer: 'yes' });
    expect(find).not.toHaveBeenCalled();
  });

  it('gives the first whole answer without waiting for any other level', async () => {
    const hanging = partLevel('intent', false, () => new Promise(() => undefined));
    const outcome = run([answerLevel('semantic', () => Promise.resolve({ answer: 'alike' }))], [hanging]);
    await expect(outcome).resolves.toMatchObject({ level: 'semantic', answer: 'alike' });
  });

  it('takes null and false for answers', async () => {
    exact.resolve({ value: null });
    await expect(run([], [])).resolves.toMatchObject({ level: 'query_result', answer: null });
  });

  it('takes a failing level for a miss and says which', async () => {
    exact.resolve({ right });
    const fail = (): Promise<never> => Promise.reject(new Error('broken'));
    const found = { value: 'question', store: () => Promise.resolve('cached' as const) };
    const outcome = await run(
      [answerLevel('semantic', fail)],
      [partLevel('passages', true, fail), partLevel('intent', false, () => Promise.resolve(found))],
    );
    if (!('right' in outcome)) throw new Error('Expected a miss.');
    expect(errors.sort()).toEqual(['passages', 'semantic']);
    expect(outcome.parts.map(({ level, found: { value } }) => [level.part, value])).toEqual([
      ['passages', undefined],
      ['intent', 'question'],
    ]);
    // Nobody knows what such passages depend on: an answer that is made from them is not stored.
    const notes = computation(new AbortController().signal);
    await expect(runComputation(notes, () => outcome.parts[0]!.found.store([]))).resolves.toBe('error');
    expect(notes.storable).toBe(false);
  });

  it('rejects when the exact level does: it is the request that is wrong', async () => {
    const outcome = run([], [partLevel('passages', true, () => Promise.resolve(undefined))]);
    exact.reject(new Error('no scope'));
    await expect(outcome).rejects.toThrow('no scope');
    expect(errors).toEqual([]);
  });

  it('says nothing of levels that were called off', async () => {
    const off = new AbortController();
    const semantic = deferred<never>();
    const outcome = run([answerLevel('semantic', () => semantic.promise)], [], off.signal);
    exact.resolve({ value: 'yes' });
    await outcome;
    off.abort(new Error('over'));
    semantic.reject(new Error('over'));
    await settle();
    expect(errors).toEqual([]);
  });

  it('counts what a level has spent on the look-up itself, and what its result is made from', async () => {
    const outcome = await (async () => {
      const pending = run(
        [
          answerLevel('semantic', async () => {
            await settle();
            spent(0.0001);
            dependsOn('letter');
            return { answer: 'alike' };
          }),
        ],
        [],
      );
      exact.resolve({ right });
      return await pending;
    })();
    if (!('answer' in outcome)) throw new Error('Expected an answer.');
    expect(outcome.spentUsd).toBe(0.0001);
    expect([...outcome.notes.documents]).toEqual(['letter']);
    expect(computed).toEqual([['semantic', expect.any(Number), 'ok', 0.0001]]);
  });
});
