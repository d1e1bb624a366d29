import { seededRandom } from '../../testing/conformance/seeded-random.js';
import { fitLogistic, sigmoid, type LabelCount } from './logistic-fit.js';

const labels = (similarities: number[], same: number[]): LabelCount[] =>
  similarities.map((similarity, i) => ({ similarity, labels: 1, same: same[i] ?? 0 }));

describe('fitLogistic', () => {
  // The maximum of likelihood * sqrt(det information), found by a simplex search (scipy.optimize).
  it.each([
    ['overlapping labels', labels([0, 1, 0.7, 0.8, 0.9, 0.95], [0, 1, 0, 0, 1, 1]), -2.072948, 2.93612537],
    ['equal similarities', labels([0, 1, 0.9, 0.9, 0.9, 0.9], [0, 1, 1, 1, 1, 1]), -1.09528551, 3.79990983],
    [
      'contradicting labels',
      labels([0, 1, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95], [0, 1, 0, 1, 0, 1, 0, 1]),
      -1.61992942,
      2.2671303,
    ],
  ])('finds the maximum for %s', (_, counts, intercept, slope) => {
    const fit = fitLogistic(counts);
    expect(fit?.intercept).toBeCloseTo(intercept, 3);
    expect(fit?.slope).toBeCloseTo(slope, 2);
  });

  it('finds the curve that many labels were drawn from', () => {
    const counts = Array.from({ length: 100 }, (_, i) => {
      const similarity = i / 100;
      return { similarity, labels: 10_000, same: 10_000 * sigmoid(-12 + 15 * similarity) };
    });
    const fit = fitLogistic(counts);
    expect(fit?.intercept).toBeCloseTo(-12, 1);
    expect(fit?.slope).toBeCloseTo(15, 1);
    // One thousandth of the variance that a thousandth of the labels leaves.
    const few = fitLogistic(counts.map((count) => ({ ...count, labels: 10, same: count.same / 1000 })));
    expect((few?.varSlope ?? 0) / (fit?.varSlope ?? 1)).toBeCloseTo(1000, -2);
  });

  it('stays finite, and uncertain, for labels that a threshold separates', () => {
    const fit = fitLogistic(labels([0, 1, 0.8, 0.85, 0.9, 0.95], [0, 1, 0, 0, 1, 1]));
    expect(fit?.slope).toBeLessThan(20);
    expect(Math.sqrt(fit?.varSlope ?? 0)).toBeGreaterThan(2);
  });

  it('knows no curve that falls, and none of a single similarity', () => {
    expect(fitLogistic(labels([0.2, 0.3, 0.8, 0.9], [1, 1, 0, 0]))).toBeUndefined();
    expect(fitLogistic(labels([0.9, 0.9, 0.9], [1, 0, 1]))).toBeUndefined();
    expect(fitLogistic([])).toBeUndefined();
    expect(fitLogistic(labels([Number.NaN, 0.5, 1], [1, 0, 1]))).toBeUndefined();
  });

  it('settles for labels that rise, but for a rare set, which then is explored', () => {
    const random = seededRandom(1);
    let undetermined = 0;
    for (let run = 0; run < 500; run++) {
      const threshold = random.below(100) / 100;
      const own = Array.from({ length: 4 + random.below(60) }, () => {
        const similarity = random.below(1000) / 1000;
        return { similarity, labels: 1, same: similarity > threshold ? 1 : 0 };
      });
      const seeds = labels([0, 1], [0, 1]);
      if (fitLogistic([...seeds, ...own]) === undefined) undetermined++;
    }
    expect(undetermined).toBeLessThan(3);
  });
});
