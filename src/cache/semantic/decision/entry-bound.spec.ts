import { seededRandom } from '../../testing/conformance/seeded-random.js';
import type { Observation } from './decision.types.js';
import { exploreProbability, MAX_OBSERVATIONS } from './entry-bound.js';
import { sigmoid } from './logistic-fit.js';

const times = (count: number, similarity: number, same: boolean): Observation[] =>
  Array.from({ length: count }, () => ({ similarity, same }));

describe('exploreProbability', () => {
  it('always explores with fewer than four labels, whatever they say', () => {
    expect(exploreProbability([], 1, 0.01)).toBe(1);
    expect(exploreProbability(times(3, 0.99, true), 1, 0.01)).toBe(1);
    expect(exploreProbability(times(4, 0.99, true), 1, 0.01)).toBeLessThan(1);
  });

  it('does not count labels that are no similarity, and never serves one', () => {
    expect(exploreProbability([...times(3, 0.9, true), ...times(9, Number.NaN, true)], 0.9, 0.01)).toBe(1);
    expect(exploreProbability(times(20, 0.9, true), Number.NaN, 0.01)).toBe(1);
    expect(exploreProbability(times(20, 0.9, true), Infinity, 0.01)).toBe(1);
  });

  it('explores an entry whose labels contradict that nearer is more alike', () => {
    const inverted = [...times(20, 0.8, true), ...times(20, 0.98, false)];
    expect(exploreProbability(inverted, 0.99, 0.01)).toBeGreaterThan(0.97);
  });

  it('comes to serve always where clear labels lie on both sides, also at a rate of 0.01', () => {
    const clear = [...times(32, 0.7, false), ...times(32, 0.9, true)];
    expect(exploreProbability(clear, 0.99, 0.01)).toBe(0);
    expect(exploreProbability(clear, 0.8, 0.01)).toBeGreaterThan(0.9);
  });

  it('explores less the nearer the question, the more labels and the higher the rate', () => {
    const some = [...times(8, 0.7, false), ...times(8, 0.9, true)];
    const more = [...times(24, 0.7, false), ...times(24, 0.9, true)];
    const taus = [0.75, 0.8, 0.85, 0.9, 0.95, 1].map((s) => exploreProbability(some, s, 0.01));
    expect(taus).toEqual([...taus].sort((a, b) => b - a));
    expect(exploreProbability(more, 0.95, 0.01)).toBeLessThan(exploreProbability(some, 0.95, 0.01));
    expect(exploreProbability(some, 0.95, 0.05)).toBeLessThan(exploreProbability(some, 0.95, 0.01));
  });

  it('forgets all but the latest 64', () => {
    const latest = [...times(32, 0.7, false), ...times(32, 0.9, true)];
    expect(MAX_OBSERVATIONS).toBe(64);
    expect(exploreProbability([...times(50, 0.99, false), ...latest], 0.95, 0.01)).toBe(
      exploreProbability(latest, 0.95, 0.01),
    );
  });

  describe('keeps the rate over entries that differ from each other', () => {
    const random = seededRandom(7);
    const unit = (): number => random.below(2 ** 30) / 2 ** 30;
    const curve = (midpoint: number, slope: number) => (s: number) => sigmoid(slope * (s - midpoint));
    // How likely the same answer is at a similarity, for an entry drawn at random, and what is asked of it.
    const kinds: [string, () => (s: number) => number, () => number][] = [
      ['wide curves', () => curve(0.3 + 0.6 * unit(), 5 + 45 * unit()), unit],
      ['steep curves', () => curve(0.75 + 0.2 * unit(), 20 + 80 * unit()), () => 0.7 + 0.3 * unit()],
      [
        'steps',
        () => {
          const step = 0.6 + 0.38 * unit();
          return (s) => Number(s >= step);
        },
        () => 0.6 + 0.4 * unit(),
      ],
      ['no relation to similarity', () => () => 0.8, () => 0.8 + 0.2 * unit()],
      ['traps: near, and hardly ever the same', () => () => 0.02, () => 0.8 + 0.2 * unit()],
    ];
    it.each(kinds)('%s', (_, draw, ask) => {
      const rate = 0.05;
      const [entries, requests] = [50, 60];
      const errors: number[] = [];
      for (let entry = 0; entry < entries; entry++) {
        const sameness = draw();
        const observations: Observation[] = [];
        let wrong = 0;
        for (let request = 0; request < requests; request++) {
          const similarity = ask();
          const same = unit() < sameness(similarity);
          if (unit() > exploreProbability(observations, similarity, rate)) wrong += Number(!same);
          else observations.push({ similarity, same });
        }
        errors.push(wrong / requests);
      }
      const mean = errors.reduce((sum, error) => sum + error, 0) / entries;
      const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (entries - 1);
      // The mean's own 95 % uncertainty is all that it may exceed the rate by.
      expect(mean - 1.645 * Math.sqrt(variance / entries)).toBeLessThanOrEqual(rate);
    });
  });
});
