import { unitVector } from './unit-vector.js';

describe('a vector of length one', () => {
  it.each([[[3, 4]], [[1e-30, 0]], [[1e38, 1e38, 1e38]], [[-5]], [[1e-45, 1e-45]]])('%j', (members) => {
    const given = Float32Array.from(members);
    const unit = unitVector(given);
    expect(Math.hypot(...unit)).toBeCloseTo(1, 6);
    for (const [i, member] of unit.entries()) expect(Math.sign(member)).toBe(Math.sign(members[i] as number));
  });

  it('is a copy', () => {
    const given = Float32Array.of(0, 1);
    expect(unitVector(given)).not.toBe(given);
    expect(unitVector(given)).toEqual(given);
    expect(unitVector(Float32Array.of(0, 9, 1).subarray(0, 2))).toEqual(Float32Array.of(0, 1));
  });

  it.each([[[]], [[0, -0]], [[1, NaN]], [[Infinity]], [[-Infinity, 1]]])(
    'is refused without a direction: %p',
    (members) => {
      expect(() => unitVector(Float32Array.from(members))).toThrow(RangeError);
    },
  );
});
