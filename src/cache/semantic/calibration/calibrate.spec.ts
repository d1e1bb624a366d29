import { CacheConfigurationError } from '../../core/errors.js';
import { calibrate } from './calibrate.js';
import type { JudgedPair } from './calibration.types.js';

const pass = { pass: true } as const;
const refuse = (guard: string) => ({ pass: false, guard, reason: 'differs' }) as const;

const pairs: readonly JudgedPair[] = [
  { similarity: 0.95, same: true, guards: pass },
  { similarity: 0.92, same: false, guards: refuse('numbers') },
  { similarity: 0.9, same: true, guards: pass },
  { similarity: 0.85, same: true, guards: refuse('negation') },
  { similarity: 0.8, same: false, guards: pass },
  { similarity: 0.3, same: false, guards: refuse('numbers') },
];

describe('calibrate', () => {
  it('counts what each threshold serves, with the guards and without', () => {
    const { withoutGuards, withGuards } = calibrate(pairs, { thresholds: [0.9, 0.8] });
    expect(withoutGuards.rows.map(({ threshold }) => threshold)).toEqual([0.8, 0.9]);
    const [low, high] = withoutGuards.rows;
    // The threshold itself is served.
    expect(high).toMatchObject({
      precision: { count: 2, of: 3, value: 2 / 3 },
      recall: { count: 2, of: 3 },
      wrong: { count: 1, of: 6 },
      hits: { count: 3, of: 6 },
    });
    expect(low).toMatchObject({ precision: { count: 3, of: 5 }, wrong: { count: 2, of: 6 } });
    // What a guard rejects is still one of all pairs, and one of all same pairs.
    expect(withGuards.rows[0]).toMatchObject({
      precision: { count: 2, of: 3 },
      recall: { count: 2, of: 3 },
      wrong: { count: 1, of: 6 },
    });
    expect(withGuards.rows[1]).toMatchObject({ precision: { count: 2, of: 2 }, wrong: { count: 0, of: 6 } });
  });

  it('says what each guard rejected', () => {
    expect(calibrate(pairs).guards).toEqual([
      { guard: 'numbers', same: 0, different: 2 },
      { guard: 'negation', same: 1, different: 0 },
    ]);
  });

  it('recommends the lowest threshold whose interval reaches the target', () => {
    const many = (count: number, similarity: number, same: boolean): JudgedPair[] =>
      Array.from({ length: count }, () => ({ similarity, same }));
    const set = [...many(400, 0.9, true), ...many(1, 0.9, false), ...many(50, 0.8, false)];
    const { withoutGuards, pairsNeeded } = calibrate(set, { targetPrecision: 0.98 });
    expect(withoutGuards.recommended?.threshold).toBe(0.81);
    expect(withoutGuards.recommended?.precision.low).toBeGreaterThanOrEqual(0.98);
    expect(pairsNeeded).toBe(183);
    expect(calibrate(set, { targetPrecision: 0.999 }).withoutGuards.recommended).toBeUndefined();
    expect(calibrate(many(182, 0.9, true), { targetPrecision: 0.98 }).withGuards.recommended).toBeUndefined();
  });

  it('leaves pairs out whose similarity is not a number, and says so', () => {
    const report = calibrate([...pairs, { similarity: Number.NaN, same: true }]);
    expect(report).toMatchObject({ pairs: 6, same: 3, leftOut: 1 });
  });

  it('says of no pairs that it knows nothing', () => {
    const { withGuards, pairs: count } = calibrate([], { thresholds: [0.9] });
    expect(count).toBe(0);
    expect(withGuards.recommended).toBeUndefined();
    expect(withGuards.rows[0]?.precision).toEqual({ count: 0, of: 0, value: undefined, low: 0, high: 1 });
  });

  it.each([
    { targetPrecision: 1 },
    { targetPrecision: 0 },
    { targetPrecision: Number.NaN },
    { thresholds: [1.5] },
    { thresholds: [Number.NaN] },
  ])('refuses %j', (options) => {
    expect(() => calibrate(pairs, options)).toThrow(CacheConfigurationError);
  });
});
