import type { ChaosViolation } from './checker.js';
import type { FaultEvent } from './fault-track.js';
import type { ChaosReport } from './run-chaos.js';

const HEADER = [
  'topology | seed | minutes | processes | reads | hits | computed | joined | fills refused | acknowledged',
  'not | faults | max. staleness of a hit, ms | violations',
].join(' | ');

/** The report as lines of text: a table's header and row, how often each fault happened, the first violations. */
export function reportLines(report: ChaosReport): string[] {
  const { options, violations } = report;
  const happened = report.faults.filter((fault) => fault.error === undefined);
  const row = [
    `${options.topology}${options.fence ? '' : ', no fence'}`,
    options.seed,
    Math.round((options.seconds / 60) * 10) / 10,
    options.processes,
    ...[report.reads, report.hits, report.computed, report.joined, report.refused],
    ...[
      report.acknowledged,
      report.unacknowledged,
      happened.length,
      report.maxStalenessMs,
      violations.length,
    ],
  ];
  return [
    `| ${HEADER} |`,
    `| ${row.join(' | ')} |`,
    '',
    `On ${report.server}. ${String(report.computations)} computations. Faults:`,
    ...countsOf(report.faults),
    ...(report.unhandled.length === 0 ? [] : ['', 'UNHANDLED in client processes:', ...report.unhandled]),
    ...(violations.length === 0 ? [] : ['', `${String(violations.length)} VIOLATIONS, the first of them:`]),
    ...firstStories(violations, 5).flatMap((violation) => ['', ...storyOf(violation, report.faults)]),
  ];
}

/** Of all reads that ignore the same invalidation, the first. */
function firstStories(violations: readonly ChaosViolation[], count: number): ChaosViolation[] {
  const stories = new Map<unknown, ChaosViolation>();
  for (const violation of [...violations].sort((a, b) => a.read.start - b.read.start)) {
    const about = violation.invalidation ?? violation.read;
    if (!stories.has(about)) stories.set(about, violation);
  }
  return [...stories.values()].slice(0, count);
}

function countsOf(faults: readonly FaultEvent[]): string[] {
  const names = [...new Set(faults.map(({ name }) => name))].sort();
  return names.map((name) => {
    const all = faults.filter((fault) => fault.name === name);
    const failed = all.filter((fault) => fault.error !== undefined);
    const why =
      failed.length === 0 ? '' : `, ${String(failed.length)} not possible (${failed[0]?.error ?? ''})`;
    return `  ${String(all.length - failed.length)} x ${name}${why}`;
  });
}

/** What happened, as short as it can be told. */
function storyOf({ promise, read, invalidation }: ChaosViolation, faults: readonly FaultEvent[]): string[] {
  const { start, end, source, version } = read;
  const told = [
    `  ${ms(start)}  process ${String(read.process)} reads ${read.request}`,
    `  ${ms(end)}    and gets, as ${source}, the answer for ${read.answer} from data ${String(version)} (${promise})`,
  ];
  if (invalidation === undefined) return told;
  const { target } = invalidation;
  const during = faults.filter((fault) => fault.end >= invalidation.start - 5e6 && fault.start <= end);
  return [
    `  ${ms(invalidation.committed)}  data ${String(invalidation.version)} are committed`,
    `  ${ms(invalidation.start)}  process ${String(invalidation.process)} invalidates ${target}`,
    `  ${ms(invalidation.end)}    and is told that this is done`,
    ...told,
    ...during.map((fault) => `  ${ms(fault.start)} to ${ms(fault.end)}  fault: ${fault.name}`),
  ];
}

const ms = (micros: number): string => `${(micros / 1000).toFixed(1).padStart(10)} ms`;
