import { seededRandom } from '../../testing/conformance/seeded-random.js';
import type { Observation } from './decision.types.js';
import { LearnedBound } from './learned-bound.js';
import { sigmoid } from './logistic-fit.js';

const RATE = 0.02;
const REQUESTS = 1000;
const STREAMS = 8;

interface Stream {
  readonly entry: number;
  readonly similarity: number;
  readonly same: boolean;
}

/** Streams through a bound that keeps what it learns with each entry, as the cache does. */
function run(next: (unit: () => number) => () => Stream, seed = 1): { wrong: number[]; hits: number[] } {
  const random = seededRandom(seed);
  const unit = (): number => random.below(2 ** 30) / 2 ** 30;
  const [wrong, hits]: number[][] = [[], []];
  for (let stream = 0; stream < STREAMS; stream++) {
    const draw = next(unit);
    const bound = new LearnedBound(RATE, unit);
    const notes = new Map<number, Observation[]>();
    let [errors, served] = [0, 0];
    for (let request = 0; request < REQUESTS; request++) {
      const { entry, similarity, same } = draw();
      const observations = notes.get(entry) ?? [];
      if (bound.decide(similarity, observations).serve) {
        served++;
        if (!same) errors++;
      } else {
        bound.learn(similarity, same);
        notes.set(entry, [...observations, { similarity, same }].slice(-64));
      }
    }
    wrong?.push(errors / REQUESTS);
    hits?.push(served / REQUESTS);
  }
  return { wrong: wrong ?? [], hits: hits ?? [] };
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** One stream of entries that are never seen twice. */
const strangers =
  (sameness: (s: number) => number, lowest = 0) =>
  (unit: () => number) => {
    let entry = 0;
    return (): Stream => {
      const similarity = lowest + (1 - lowest) * unit();
      return { entry: entry++, similarity, same: unit() < sameness(similarity) };
    };
  };

describe('LearnedBound', () => {
  it.each([
    ['a curve', strangers((s) => sigmoid(15 * (s - 0.75)))],
    ['a steep curve', strangers((s) => sigmoid(80 * (s - 0.93)), 0.8)],
    ['a step', strangers((s) => Number(s > 0.88))],
    ['a step that is never sure', strangers((s) => (s > 0.8 ? 0.9 : 0.02))],
    ['no relation to similarity', strangers(() => 0.8, 0.8)],
    ['traps at the top', strangers((s) => sigmoid(15 * (s - 0.7)) * (s > 0.93 ? 0.85 : 1))],
    ['the nearest are the worst', strangers((s) => (s > 0.9 ? 0.6 : 0.9), 0.7)],
    ['hardly ever the same', strangers(() => 0.05, 0.7)],
  ])('keeps the rate over entries that are never seen twice: %s', (_, stream) => {
    const { wrong } = run(stream);
    const deviation = Math.sqrt(mean(wrong.map((w) => (w - mean(wrong)) ** 2)) / STREAMS);
    expect(mean(wrong) - 1.645 * deviation).toBeLessThanOrEqual(RATE);
  });

  it('serves what has never been seen, once it has learned from others', () => {
    const { hits } = run(strangers((s) => Number(s > 0.8)));
    expect(mean(hits)).toBeGreaterThan(0.1);
  });

  /** Some entries are asked again and again; a third of them have near questions with other answers. */
  const mixed = (unit: () => number) => {
    const traps = Array.from({ length: 20 }, () => unit() < 1 / 3);
    return (): Stream => {
      const entry = Math.floor(20 * unit() ** 2);
      const similarity = 0.6 + 0.4 * unit();
      const midpoint = traps[entry] === true ? 1.1 : 0.7;
      return { entry, similarity, same: unit() < sigmoid(60 * (similarity - midpoint)) };
    };
  };

  it('keeps the rate where entries differ, and serves good ones where the pool alone would not', () => {
    const { wrong, hits } = run(mixed);
    expect(mean(wrong)).toBeLessThanOrEqual(RATE);
    // The pool without what is known of each entry.
    let entry = 100;
    const alone = run((unit) => {
      const draw = mixed(unit);
      return () => ({ ...draw(), entry: entry++ });
    });
    expect(mean(alone.wrong)).toBeLessThanOrEqual(RATE);
    expect(mean(hits)).toBeGreaterThan(1.5 * mean(alone.hits));
  });

  describe('with a pool that serves from some similarity on', () => {
    function taught(random: () => number, categories: string[] = []): LearnedBound {
      const bound = new LearnedBound(0.05, random, categories);
      for (let i = 0; i < 2000; i++) {
        const similarity = (i % 100) / 100;
        bound.decide(similarity, []);
        bound.learn(similarity, similarity > 0.6);
      }
      return bound;
    }

    it('serves an entry without labels', () => {
      expect(taught(() => 0.5).decide(0.95, [])).toEqual({ serve: true, by: 'pool', audit: false });
      expect(taught(() => 0.5).decide(0.3, [])).toEqual({ serve: false, by: 'entry', audit: false });
    });

    it('computes a few of what it would serve', () => {
      expect(taught(() => 0.01).decide(0.95, [])).toEqual({ serve: false, by: 'pool', audit: true });
    });

    it('leaves an entry to its own labels once it was different where the pool serves', () => {
      const bound = taught(() => 0.5);
      expect(bound.decide(0.95, [{ similarity: 0.94, same: false }])).toMatchObject({
        serve: false,
        by: 'entry',
      });
      // A difference far below says nothing against it.
      expect(bound.decide(0.95, [{ similarity: 0.2, same: false }])).toMatchObject({
        serve: true,
        by: 'pool',
      });
    });

    it('learns each configured category apart, and all others together', () => {
      const bound = taught(() => 0.5, ['doses']);
      expect(bound.decide(0.95, [], 'doses').serve).toBe(false);
      expect(bound.decide(0.95, [], 'anything').serve).toBe(true);
    });

    it('follows when what was right becomes wrong', () => {
      const random = seededRandom(3);
      const bound = taught(() => random.below(1000) / 1000);
      let served = 0;
      for (let i = 0; i < 20_000; i++) {
        const decision = bound.decide(0.97, []);
        if (decision.serve) served = i;
        else bound.learn(0.97, false);
      }
      expect(served).toBeLessThan(10_000);
    });
  });

  it('serves nothing with less than 30 labels, and survives labels that are no numbers', () => {
    const bound = new LearnedBound(0.05, () => 0.5);
    for (let i = 0; i < 29; i++) bound.learn(0.99, true);
    for (let i = 0; i < 50; i++) bound.learn(Number.NaN, true);
    expect(bound.decide(0.99, []).serve).toBe(false);
  });
});
