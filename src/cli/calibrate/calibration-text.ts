import type {
  CalibrationCurve,
  CalibrationReport,
  CalibrationRow,
  Share,
} from '../../cache/semantic/calibration/calibration.types.js';
import { count, interval, percent } from '../io/figures.js';
import { table } from '../io/table.js';
import type { CategoryRow } from './by-category.js';
import type { Calibration } from './calibration-report.js';
import { learnedText } from './learned-text.js';

/** Characters of a category's name that a table has room for; JSON has all of them. */
const LONGEST_NAME = 60;

const LEXICAL_NOTE =
  '              (shared words and letters, not meaning: another embedder needs thresholds of its own)';

/** The rows that are worth reading where nobody said which: every 0.05, and from 0.90 every 0.01. */
export function worthReading({ threshold }: CalibrationRow): boolean {
  const hundredths = Math.round(threshold * 100);
  return Math.abs(threshold * 100 - hundredths) < 1e-6 && (hundredths >= 90 || hundredths % 5 === 0);
}

export function curveText(
  title: string,
  { rows }: CalibrationCurve,
  shown: (row: CalibrationRow) => boolean,
): string {
  const header = [
    'threshold',
    'hits',
    'hit rate',
    'precision',
    '[95 %]',
    'recall',
    'wrong',
    'of all',
    '[95 %]',
  ];
  const body = rows
    .filter(shown)
    .map(({ threshold, hits, precision, recall, wrong }) => [
      thresholdText(threshold),
      count(hits.count),
      percent(hits.value),
      percent(precision.value),
      interval(precision),
      percent(recall.value),
      count(wrong.count),
      percent(wrong.value),
      interval(wrong),
    ]);
  return `${title}\n${table(header, body)}`;
}

export function recommendationText(
  { withGuards, withoutGuards, ...report }: CalibrationReport,
  guarded: boolean,
): string {
  const line = (name: string, { recommended }: CalibrationCurve): string =>
    recommended === undefined
      ? `${name}  none`
      : `${name}  ${thresholdText(recommended.threshold)}  (hit rate ${percent(recommended.hits.value)}, precision ${shareText(recommended.precision)})`;
  return [
    `Lowest threshold whose precision is at least ${percent(report.targetPrecision)} with 95 % confidence`,
    `(takes ${count(report.pairsNeeded)} hits or more, without a wrong one)`,
    line('without guards', withoutGuards),
    ...(guarded ? [line('with guards   ', withGuards)] : []),
  ].join('\n');
}

export function guardsText({ guards }: CalibrationReport): string {
  const rows = guards.map(({ guard, same, different }) => [guard, count(different), count(same)]);
  return `Rejected by guards, whatever the similarity\n${table(['guard', 'different', 'same'], rows)}`;
}

export function categoriesText(threshold: number, rows: readonly CategoryRow[], guarded: boolean): string {
  const kinds = guarded ? ['reach', 'pass'] : ['reach'];
  const header = ['category', ...['same', ...kinds, 'different', ...kinds]];
  const body = rows.map(({ category, same, different }) => [
    category.length > LONGEST_NAME ? `${category.slice(0, LONGEST_NAME - 3)}...` : category,
    ...[same, different].flatMap(({ pairs, reach, pass }) =>
      (guarded ? [pairs, reach, pass] : [pairs, reach]).map(count),
    ),
  ]);
  return [
    `By category at ${thresholdText(threshold)}: pairs that reach the threshold${guarded ? ', and of them those that pass the guards' : ''}`,
    table(header, body),
  ].join('\n');
}

function shareText(share: Share): string {
  return `${percent(share.value)} ${interval(share)}`;
}

/** Two digits after the point, or as many as it takes. */
function thresholdText(threshold: number): string {
  const short = threshold.toFixed(2);
  return Number(short) === threshold ? short : String(Number(threshold.toFixed(6)));
}

/** Everything, in the order in which one asks: what was measured, how it went, what to choose. */
export function calibrationText(
  { file, embedder, guardNames, report, learned, categories }: Calibration,
  all: boolean,
): string {
  const guarded = guardNames !== undefined;
  const shown = all ? () => true : worthReading;
  return [
    [
      `${file}: ${count(report.pairs)} pairs, ${count(report.same)} same, ${count(report.pairs - report.same)} different`,
      ...(report.leftOut > 0 ? [`left out      ${count(report.leftOut)} pairs that have no similarity`] : []),
      `similarity    ${embedder ?? 'as recorded in the file'}`,
      ...(embedder?.startsWith('lexical,') === true ? [LEXICAL_NOTE] : []),
      `guards        ${guardNames?.join(', ') ?? 'none: the pairs have no texts that a guard could read'}`,
    ].join('\n'),
    curveText('Without guards', report.withoutGuards, shown),
    ...(guarded ? [curveText('With guards', report.withGuards, shown), guardsText(report)] : []),
    ...categories.map(({ threshold, rows }) => categoriesText(threshold, rows, guarded)),
    recommendationText(report, guarded),
    ...(learned === undefined ? [] : [learnedText(learned)]),
  ].join('\n\n');
}
