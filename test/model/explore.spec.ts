import { explore, type Model, type Step } from './explore.js';

/** A counter that goes up by one or two; `bad` is forbidden, `trap` has no way on. */
function counting(top: number, bad?: number, trap?: number): Model<number> {
  const step = (next: number): Step<number> => ({
    kind: 'step',
    who: 0,
    next,
    fault: false,
    ...(next === bad ? { violation: 'forbidden' } : {}),
  });
  return {
    initial: 0,
    encode: String,
    steps: (at) => (at === trap ? [] : [at + 1, at + 2].filter((next) => next <= top).map(step)),
    describe: (before, { next }) => `${before} to ${next}`,
    settled: (at) => at === top,
  };
}

describe('explore', () => {
  it('visits every state once', () => {
    const { states, transitions, counterexample } = explore(counting(9), { maxStates: 100 });
    expect({ states, transitions, counterexample }).toEqual({
      states: 10,
      transitions: 17,
      counterexample: undefined,
    });
  });

  it('prints a shortest way to a violation', () => {
    const { counterexample } = explore(counting(9, 5), { maxStates: 100 });
    expect(counterexample).toEqual(['0 to 1', '1 to 3', '3 to 5 => forbidden']);
  });

  it('refuses to call a run exhaustive that outgrows its bound', () => {
    expect(() => explore(counting(9), { maxStates: 5 })).toThrow('not exhaustive');
  });

  it('finds a state that can never settle, and none when all can', () => {
    expect(explore(counting(9, undefined, 4), { maxStates: 100, liveness: true }).stuck).toEqual([
      '0 to 2',
      '2 to 4',
    ]);
    expect(explore(counting(9), { maxStates: 100, liveness: true }).stuck).toBeUndefined();
  });
});
