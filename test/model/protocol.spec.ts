import { LEASE_RUNS, type Run, RUNS } from './bounds.js';
import { configuration } from './configuration.js';
import { explore, type Outcome } from './explore.js';
import { protocol } from './protocol.js';

jest.setTimeout(120_000);

function check(run: Run, liveness: boolean): Outcome {
  const outcome = explore(protocol(configuration(run)), { maxStates: 400_000, liveness });
  expect(outcome.counterexample).toBeUndefined();
  // A run in which nothing is stored, hit or refused, or no fault strikes, would hold by idleness.
  for (const kind of run.reaches) expect([kind, outcome.seen[kind] ?? 0]).not.toEqual([kind, 0]);
  expect(outcome.states).toBeGreaterThan(run.states);
  return outcome;
}

describe('the freshness protocol, every interleaving within the bounds', () => {
  it.each(Object.entries(RUNS).map(([name, run]) => [name, run.states, run] as const))(
    '%s (over %i states)',
    (_name, _states, run) => {
      check(run, false);
    },
  );

  it.each(Object.entries(LEASE_RUNS).map(([name, run]) => [name, run.states, run] as const))(
    '%s (over %i states)',
    (_name, _states, run) => {
      expect(check(run, true).stuck).toBeUndefined();
    },
  );
});
