import type { ReplayedRequest } from '../../cache/semantic/calibration/calibration.types.js';
import { bestThreshold, learnedReport } from './learned-replay.js';

const pair = (similarity: number, same: boolean, pass = true) => ({
  similarity,
  same,
  category: undefined,
  guards: pass ? ({ pass: true } as const) : { pass: false as const, guard: 'numbers', reason: 'differs' },
});

describe('bestThreshold', () => {
  const pairs = [pair(0.9, true), pair(0.8, false), pair(0.8, true), pair(0.7, true), pair(0.6, false)];

  it('serves the most with no more errors than allowed, of all requests', () => {
    expect(bestThreshold(pairs, 5, 0)).toEqual({ threshold: 0.9, hits: 0.2, wrong: 0 });
    expect(bestThreshold(pairs, 5, 0.2)).toEqual({ threshold: 0.7, hits: 0.8, wrong: 0.2 });
    expect(bestThreshold(pairs, 10, 0.2)).toEqual({ threshold: 0.6, hits: 0.5, wrong: 0.2 });
    expect(bestThreshold([pair(0.9, false)], 1, 0.5)).toBeUndefined();
  });
});

describe('learnedReport', () => {
  it('asks all that the guards pass, each once, in many orders, and counts of all pairs', () => {
    const orders: string[] = [];
    const pairs = [pair(0.9, true), pair(0.8, true), pair(0.7, false), pair(0.99, false, false)];
    const report = learnedReport(pairs, 0.1, (requests, { maxErrorRate, random }) => {
      const asked = [...requests] as ReplayedRequest[];
      expect(maxErrorRate).toBe(0.1);
      expect(random()).toBeLessThan(1);
      orders.push(asked.map(({ similarity }) => similarity).join());
      return { requests: 3, hits: orders.length % 2 === 0 ? 2 : 0, wrong: 1, explored: 1, rejected: 0 };
    });
    expect(new Set(orders.map((order) => order.split(',').sort().join()))).toEqual(new Set(['0.7,0.8,0.9']));
    expect(new Set(orders).size).toBe(6);
    expect(report).toMatchObject({
      runs: 100,
      pairs: 4,
      hits: { mean: 0.25, lowest: 0, highest: 0.5 },
      wrong: { mean: 0.25 },
      bestThreshold: { asAllowed: { threshold: 0.8, hits: 0.5, wrong: 0 }, asMade: { threshold: 0.7 } },
    });
  });
});
