import type { Census, SoakReport } from './run-soak.js';

const MIB = 1024 * 1024;
/** What V8's heap varies by at rest: lazily compiled code, inline caches, buffers of sockets. */
const HEAP_NOISE = 6 * MIB;
const HEAP_SHARE = 0.1;

/** What is not as it should be, as sentences; empty for a run that held. */
export function complaints({ seen, start, end }: SoakReport): string[] {
  const found: string[] = [];
  const expectFlat = (what: keyof Census, allowed: number): void => {
    const grown = Number(end[what]) - Number(start[what]);
    if (grown > allowed) found.push(`${what} grew by ${String(grown)}, from ${String(start[what])}`);
  };
  expectFlat('heapUsed', HEAP_NOISE + HEAP_SHARE * start.heapUsed);
  expectFlat('external', HEAP_NOISE);
  // At rest there are the listening socket, Redis' connection and what is under way to it: nothing that adds up.
  expectFlat('sockets', 1);
  expectFlat('timers', 3);
  expectFlat('listeners', 0);
  if (end.running > 0) found.push(`${String(end.running)} computations still run`);
  if (seen.errors.length > 0) {
    found.push(`${String(seen.errors.length)} requests failed, the first: ${seen.errors[0] ?? ''}`);
  }
  if (end.unhandled.length > 0) found.push(`unhandled: ${end.unhandled.join('\n')}`);
  if (seen.latencies.hit.length < 100) found.push('hardly anything came from the cache');
  return found;
}

export function soakLines(report: SoakReport): string[] {
  const { seen, start, end, faults } = report;
  const { hit, other } = seen.latencies;
  const all = [...hit, ...other];
  const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
  const both = (what: 'sockets' | 'timers' | 'handles' | 'listeners'): string =>
    `| ${what} | ${String(start[what])} | ${String(end[what])} |`;
  return [
    `${String(Math.round(report.seconds))} s, ${String(all.length)} JSON answers (${((100 * hit.length) / all.length).toFixed(1)} % hits),`,
    `${String(seen.streams)} streams, ${String(seen.aborted.streams)} streams and ${String(seen.aborted.requests)} requests left by their client,`,
    `${String(seen.changes)} changes (${String(seen.unacknowledged)} not acknowledged), ${String(seen.errors.length)} errors.`,
    `Faults: ${Object.entries(faults)
      .map(([name, count]) => `${String(count)} x ${name}`)
      .join(', ')}.`,
    '',
    '| | p50, ms | p99, ms | max, ms |',
    '|---|---|---|---|',
    `| hits | ${percentiles(hit)} |`,
    `| computed | ${percentiles(other)} |`,
    '',
    '| at rest, after GC | start | end |',
    '|---|---|---|',
    `| heap | ${mib(start.heapUsed)} | ${mib(end.heapUsed)} |`,
    `| external | ${mib(start.external)} | ${mib(end.external)} |`,
    `| resident | ${mib(start.rss)} | ${mib(end.rss)} |`,
    ...(['sockets', 'timers', 'handles', 'listeners'] as const).map(both),
  ];
}

function percentiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.99, 1]
    .map((share) => (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN).toFixed(1))
    .join(' | ');
}
