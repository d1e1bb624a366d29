import { type Bounds, configuration } from './configuration.js';
import { explore, type Outcome } from './explore.js';
import { protocol } from './protocol.js';
import { PROTOCOL, type Rules } from './rules.js';
import { FOREIGN, LIMITS, REDUNDANT, STALE, STRANDED, type Variant } from './variants.js';

jest.setTimeout(120_000);

type Tried = Bounds & { readonly broken: Partial<Rules> };

function attempt({ broken, ...bounds }: Tried, liveness = false): Outcome {
  const rules = { ...PROTOCOL, ...broken };
  return explore(protocol(configuration({ ...bounds, rules })), { maxStates: 400_000, liveness });
}

/** The trace ends in the bad read itself, and the same instance is clean when the rule is kept. */
function expectCaught(variant: Variant, verdict: string): void {
  const trace = attempt(variant).counterexample ?? [];
  expect(trace.at(-1)).toContain(`${variant.ends} => ${verdict}`);
  expect(trace.slice(0, -1).join()).not.toContain('=>');
  expect(attempt({ ...variant, broken: {} }).counterexample).toBeUndefined();
}

describe('the protocol with one rule broken is caught', () => {
  it.each(Object.entries(STALE))('stale read: %s', (_name, variant) => {
    expectCaught(variant, 'STALE READ');
  });

  it.each(Object.entries(FOREIGN))('another scope’s value: %s', (_name, variant) => {
    expectCaught(variant, 'FOREIGN READ');
  });

  it.each(Object.entries(STRANDED))('a read that cannot end: %s', (_name, variant) => {
    expect(attempt(variant, true).stuck).toBeDefined();
    expect(attempt({ ...variant, broken: {} }, true).stuck).toBeUndefined();
  });
});

describe('comparisons that only repeat what another one ensures', () => {
  it.each(Object.entries(REDUNDANT))('%s', (_name, variant) => {
    const outcome = attempt(variant);
    expect(outcome.counterexample).toBeUndefined();
    expect(outcome.seen['fill.stored']).toBeGreaterThan(0);
  });
});

describe('what the protocol does not promise', () => {
  it.each(Object.entries(LIMITS))('%s', (_name, limit) => {
    expect(attempt(limit).counterexample?.at(-1)).toContain(`${limit.ends} => STALE READ`);
  });
});
