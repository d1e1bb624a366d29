import { casesNeeded, share } from './clopper-pearson.js';

describe('share', () => {
  // From scipy.stats.beta.ppf.
  it.each([
    [0, 1, 0, 0.975],
    [1, 1, 0.025, 1],
    [5, 5, 0.4781762498950185, 1],
    [66, 67, 0.9196235493769823, 0.9996221936556889],
    [162, 176, 0.8701374472574138, 0.9558299741178051],
    [0, 1000, 0, 0.003682083896865671],
    [999, 1000, 0.9944410757201734, 0.9999746825125088],
    [500, 1000, 0.46854917297179194, 0.531450827028208],
    [3000, 3936, 0.7485758991744964, 0.7754240191088007],
    [99_990, 100_000, 0.9998161041546233, 0.999952045104861],
  ])('%i of %i', (count, of, low, high) => {
    const { value, low: found, high: foundHigh } = share(count, of);
    expect(value).toBe(count / of);
    expect(found).toBeCloseTo(low, 10);
    expect(foundHigh).toBeCloseTo(high, 10);
  });

  it('knows nothing of no cases', () => {
    expect(share(0, 0)).toEqual({ count: 0, of: 0, value: undefined, low: 0, high: 1 });
  });

  it('covers the true share in at least 95 % of all outcomes', () => {
    for (const [of, p] of [
      [20, 0.99],
      [67, 0.985],
      [50, 0.5],
      [200, 0.02],
    ] as const) {
      let covered = 0;
      let chance = (1 - p) ** of;
      for (let count = 0; count <= of; count++) {
        const { low, high } = share(count, of);
        if (low <= p && p <= high) covered += chance;
        chance *= ((of - count) / (count + 1)) * (p / (1 - p));
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });
});

describe('casesNeeded', () => {
  it.each([0.5, 0.9, 0.95, 0.99, 0.999])('is the first number whose lower end reaches %d', (target) => {
    const needed = casesNeeded(target);
    expect(share(needed, needed).low).toBeGreaterThanOrEqual(target);
    expect(share(needed - 1, needed - 1).low).toBeLessThan(target);
  });
});
