import type {
  CalibrationCurve,
  CalibrationReport,
} from '../../cache/semantic/calibration/calibration.types.js';
import { percent } from '../io/figures.js';
import type { CurvePicture, CurvePoint } from '../picture/curve.js';

/** What a calibration looks like: a curve without guards and, where there were guards, one with them. */
export function calibrationPicture(name: string, report: CalibrationReport, guarded: boolean): CurvePicture {
  const { pairs, same, targetPrecision, withGuards, withoutGuards } = report;
  const series = [
    { name: 'without guards', points: points(withoutGuards) },
    ...(guarded ? [{ name: 'with guards', points: points(withGuards) }] : []),
  ];
  const findings = [
    `Without guards ${finding(withoutGuards, targetPrecision)}`,
    ...(guarded ? [`With guards ${finding(withGuards, targetPrecision)}`] : []),
  ];
  return {
    title: `${name}: precision against cache-hit ratio`,
    description: `${pairs} pairs, ${same} of them the same. ${findings.join(' ')}`,
    target: targetPrecision,
    series,
  };
}

function points({ rows }: CalibrationCurve): CurvePoint[] {
  return rows.flatMap(({ threshold, hits, precision: { value, low, high } }) =>
    value === undefined ? [] : [{ threshold, hitRatio: hits.value ?? 0, precision: value, low, high }],
  );
}

function finding({ recommended }: CalibrationCurve, target: number): string {
  const goal = `a precision above ${percent(target)} with 95 % confidence`;
  return recommended === undefined
    ? `no threshold has ${goal}.`
    : `the threshold ${recommended.threshold} is the lowest with ${goal}: ${percent(recommended.hits.value)} hits.`;
}
