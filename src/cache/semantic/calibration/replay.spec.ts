import { CacheConfigurationError } from '../../core/errors.js';
import { seededRandom } from '../../testing/conformance/seeded-random.js';
import type { ReplayedRequest } from './calibration.types.js';
import { replayLearned } from './replay.js';

const seeded = (seed: number): (() => number) => {
  const random = seededRandom(seed);
  return () => random.below(2 ** 30) / 2 ** 30;
};

function stream(seed: number, count = 2000): ReplayedRequest[] {
  const unit = seeded(seed);
  return Array.from({ length: count }, () => {
    const similarity = unit();
    return { similarity, same: unit() < 1 / (1 + Math.exp(-20 * (similarity - 0.75))) };
  });
}

describe('replayLearned', () => {
  it('serves from what it explored, within the rate, and accounts for every request', () => {
    const result = replayLearned(stream(1), { maxErrorRate: 0.02, random: seeded(2) });
    expect(result.requests).toBe(2000);
    expect(result.hits + result.explored + result.rejected).toBe(2000);
    expect(result.hits).toBeGreaterThan(200);
    expect(result.wrong).toBeLessThanOrEqual(40);
    expect(result.wrong).toBeGreaterThan(0);
  });

  it('is repeatable', () => {
    const again = (): unknown => replayLearned(stream(1), { maxErrorRate: 0.02, random: seeded(2) });
    expect(again()).toEqual(again());
  });

  it('neither serves nor learns below the floor, nor what is no similarity', () => {
    const low = stream(1).map((request) => ({ ...request, similarity: request.similarity * 0.5 }));
    const none = [...low, { similarity: Number.NaN, same: true }];
    expect(replayLearned(none, { maxErrorRate: 0.02, floor: 0.5, random: seeded(2) })).toEqual({
      requests: 2001,
      hits: 0,
      wrong: 0,
      explored: 0,
      rejected: 2001,
    });
  });

  it('learns of each entry what all together do not show', () => {
    // The nearest question is right for one entry and wrong for the other: no threshold on similarity can tell.
    const unit = seeded(5);
    const requests = Array.from({ length: 3000 }, (_, i) => {
      const similarity = 0.6 + 0.4 * unit();
      const entry = i % 2 === 0 ? 'good' : 'bad';
      return { similarity, entry, same: entry === 'good' && similarity > 0.7 };
    });
    const apart = replayLearned(requests, { maxErrorRate: 0.02, random: seeded(6) });
    const together = replayLearned(
      requests.map(({ similarity, same }) => ({ similarity, same })),
      { maxErrorRate: 0.02, random: seeded(6) },
    );
    expect(apart.wrong / 3000).toBeLessThanOrEqual(0.02);
    expect(apart.hits).toBeGreaterThan(3 * together.hits);
  });

  it.each([0, 1, -0.1, Number.NaN])('refuses a rate of %d', (maxErrorRate) => {
    expect(() => replayLearned([], { maxErrorRate, random: seeded(1) })).toThrow(CacheConfigurationError);
  });
});
