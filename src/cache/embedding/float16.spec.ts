import fc from 'fast-check';
import { fromFloat16, toFloat16 } from './float16.js';

const narrow = (number: number): number => toFloat16(Float32Array.of(number))[0] as number;
const widen = (bits: number): number => fromFloat16(Uint16Array.of(bits))[0] as number;

/** All finite values of one sign in rising order: the bits as an integer are their rank. */
const POSITIVE = Array.from({ length: 0x7c00 }, (_, bits) => widen(bits));

/** The definition, slowly: the nearest of all values, the even one of two; past the middle to 65536, infinity. */
function nearest(number: number): number {
  const sign = number < 0 || Object.is(number, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(number);
  if (magnitude >= 65_520) return sign | 0x7c00;
  let low = 0;
  let high = POSITIVE.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((POSITIVE[middle] as number) <= magnitude) low = middle;
    else high = middle - 1;
  }
  const below = POSITIVE[low] as number;
  const above = POSITIVE[low + 1] ?? 65_536;
  const up =
    magnitude - below > above - magnitude || (magnitude - below === above - magnitude && (low & 1) === 1);
  return sign | (up ? low + 1 : low);
}

describe('float16', () => {
  it('reads the values that the standard names', () => {
    expect(widen(0x3c00)).toBe(1);
    expect(widen(0xc000)).toBe(-2);
    expect(widen(0x7bff)).toBe(65_504);
    expect(widen(0x0400)).toBe(2 ** -14);
    expect(widen(0x03ff)).toBe((1023 / 1024) * 2 ** -14);
    expect(widen(0x0001)).toBe(2 ** -24);
    expect(widen(0x3555)).toBe(0.333251953125);
    expect(widen(0x7c00)).toBe(Infinity);
    expect(widen(0xfc00)).toBe(-Infinity);
    expect(widen(0x7e00)).toBeNaN();
    expect(Object.is(widen(0x8000), -0)).toBe(true);
  });

  it('gives every one of the 65,536 values back as it was', () => {
    const all = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
    const back = toFloat16(fromFloat16(all));
    const wrong = [...all].filter((bits) => {
      const isNaN16 = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
      return isNaN16 ? !Number.isNaN(widen(back[bits] as number)) : back[bits] !== bits;
    });
    expect(wrong).toEqual([]);
  });

  it('rounds to the nearest, ties to even, between all neighbours', () => {
    for (let rank = 0; rank < POSITIVE.length - 1; rank++) {
      const [below, above] = [POSITIVE[rank] as number, POSITIVE[rank + 1] as number];
      const tie = (below + above) / 2;
      const even = (rank & 1) === 0 ? rank : rank + 1;
      // A binary32 number next to the tie on either side, found by moving one of its own units.
      const unit = 2 ** (Math.max(Math.floor(Math.log2(tie)), -126) - 23);
      if (narrow(tie) !== even || narrow(tie - unit) !== rank || narrow(tie + unit) !== rank + 1) {
        throw new Error(`wrong around ${tie}`);
      }
    }
    expect(POSITIVE).toHaveLength(0x7c00);
  });

  it('overflows where rounding leads past the largest value, and underflows to a signed zero', () => {
    expect(narrow(65_519.99609375)).toBe(0x7bff);
    expect(narrow(65_520)).toBe(0x7c00);
    expect(narrow(-1e38)).toBe(0xfc00);
    expect(narrow(Infinity)).toBe(0x7c00);
    expect(widen(narrow(NaN))).toBeNaN();
    expect(narrow(2 ** -25)).toBe(0);
    expect(narrow(2 ** -25 + 2 ** -48)).toBe(1);
    expect(narrow(-(2 ** -26))).toBe(0x8000);
    expect(narrow(2 ** -149)).toBe(0);
  });

  it('agrees with the definition on any binary32 number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (number) => {
        expect(narrow(number)).toBe(nearest(number));
      }),
      { numRuns: 20_000 },
    );
  });
});
