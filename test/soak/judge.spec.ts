import { complaints, soakLines } from './judge.js';
import { Seen } from './load.js';
import type { Census, SoakReport } from './run-soak.js';

const MIB = 1024 * 1024;
const census: Census = {
  heapUsed: 40 * MIB,
  external: 3 * MIB,
  rss: 100 * MIB,
  sockets: 2,
  timers: 0,
  handles: 5,
  listeners: 12,
  running: 0,
  computations: 0,
  unhandled: [],
};

function report(end: Partial<Census> = {}, error?: string): SoakReport {
  const seen = new Seen();
  seen.latencies.hit.push(...Array.from({ length: 200 }, (_, n) => n + 1));
  seen.latencies.other.push(70);
  if (error !== undefined) seen.errors.push(error);
  return { seconds: 60, seen, faults: { FLUSHALL: 2 }, start: census, end: { ...census, ...end } };
}

describe('the judge of a soak', () => {
  it('has nothing against a flat run', () => {
    expect(complaints(report())).toEqual([]);
    expect(complaints(report({ heapUsed: 43 * MIB, sockets: 1 }))).toEqual([]);
  });

  it.each<[string, Partial<Census>]>([
    ['heapUsed', { heapUsed: 55 * MIB }],
    ['external', { external: 12 * MIB }],
    ['sockets', { sockets: 4 }],
    ['timers', { timers: 9 }],
    ['listeners', { listeners: 13 }],
    ['computations still run', { running: 1 }],
    ['unhandled', { unhandled: ['Error: nobody'] }],
  ])('complains of %s', (what, end) => {
    expect(complaints(report(end))).toEqual([expect.stringContaining(what)]);
  });

  it('complains of a failed request, and of a cache that answers nothing', () => {
    expect(complaints(report({}, 'status 500'))).toEqual([expect.stringContaining('status 500')]);
    const idle = report();
    idle.seen.latencies.hit.length = 0;
    expect(complaints(idle)).toEqual([expect.stringContaining('from the cache')]);
  });

  it('counts percentiles', () => {
    expect(soakLines(report())).toContain('| hits | 100.0 | 198.0 | 200.0 |');
  });
});
