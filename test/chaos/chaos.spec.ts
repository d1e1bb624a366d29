import { DEFAULTS, runChaos, type ChaosReport } from './run-chaos.js';
import { reportLines } from './report.js';
import type { Topology } from './world.js';

// A dozen processes are started; on a busy machine that takes its time.
jest.setTimeout(180_000);

/** Short runs of what `npm run chaos` does for minutes (docs/chaos.md). */
async function chaos(topology: Topology, seconds: number, fence = true): Promise<ChaosReport> {
  const load = { ...DEFAULTS, processes: 3, lanes: 12, fence };
  return await runChaos({ ...load, topology, seconds, seed: 7 });
}

/** A run in which nothing happens proves nothing. */
function expectSomethingHappened(report: ChaosReport): void {
  const { hits, joined, stored, refused, acknowledged } = report;
  for (const [what, count] of Object.entries({ hits, joined, stored, refused, acknowledged })) {
    expect([what, count > 10]).toEqual([what, true]);
  }
  expect(report.faults.filter((fault) => fault.error === undefined).length).toBeGreaterThan(3);
}

describe('processes that read, change and invalidate while servers fail', () => {
  it.each([
    ['standalone', 8],
    ['cluster', 12],
  ] as const)('see no broken promise: %s', async (topology, seconds) => {
    const report = await chaos(topology, seconds);
    // With the report's text a failure tells its story.
    if (report.violations.length > 0) throw new Error(reportLines(report).join('\n'));
    expect(report.unhandled).toEqual([]);
    expectSomethingHappened(report);
  });

  it('see stale answers as soon as fills are not compared', async () => {
    const report = await chaos('standalone', 6, false);
    const { violations } = report;
    expect(violations.length).toBeGreaterThan(0);
    // The story names what happened: a read that starts after the acknowledgement, from data before the change.
    for (const { promise, read, invalidation } of violations) {
      expect(promise).toBe('P');
      expect(invalidation!.acknowledged).toBe(true);
      expect(invalidation!.end).toBeLessThan(read.start);
      expect(read.version).toBeLessThan(invalidation!.version);
    }
    expect(reportLines(report).join('\n')).toContain('VIOLATIONS');
  });
});
