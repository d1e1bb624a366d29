import { CacheConfigurationError } from '../../core/errors.js';
import type {
  CalibrateOptions,
  CalibrationCurve,
  CalibrationReport,
  CalibrationRow,
  JudgedPair,
} from './calibration.types.js';
import { casesNeeded, share } from './clopper-pearson.js';

const DEFAULT_TARGET = 0.99;
const DEFAULT_THRESHOLDS = Array.from({ length: 51 }, (_, step) => (50 + step) / 100);

/**
 * What each threshold would have served of pairs that somebody has judged, with the guards and without.
 *
 * The recommended threshold is picked after looking at all of them, on the very pairs it is judged by. Its interval is
 * the two-sided one, which leaves some room for that; a set of pairs of its own to confirm it leaves more.
 *
 * @throws CacheConfigurationError when a threshold or the target is out of its range.
 */
export function calibrate(pairs: readonly JudgedPair[], options: CalibrateOptions = {}): CalibrationReport {
  const { targetPrecision = DEFAULT_TARGET, thresholds = DEFAULT_THRESHOLDS } = options;
  if (!(targetPrecision > 0 && targetPrecision < 1)) {
    throw new CacheConfigurationError('The target precision lies between 0 and 1, both exclusive.');
  }
  if (!thresholds.every((threshold) => threshold >= -1 && threshold <= 1)) {
    throw new CacheConfigurationError('A threshold is a cosine, from -1 to 1.');
  }
  const usable = pairs.filter(({ similarity }) => Number.isFinite(similarity));
  const ascending = [...new Set(thresholds)].sort((a, b) => a - b);
  const passed = usable.filter(({ guards }) => guards?.pass !== false);
  const total = { pairs: usable.length, same: countSame(usable) };
  return {
    ...total,
    leftOut: pairs.length - usable.length,
    targetPrecision,
    pairsNeeded: casesNeeded(targetPrecision),
    withoutGuards: curve(usable, ascending, total, targetPrecision),
    withGuards: curve(passed, ascending, total, targetPrecision),
    guards: countGuards(usable),
  };
}

function curve(
  eligible: readonly JudgedPair[],
  thresholds: readonly number[],
  total: { readonly pairs: number; readonly same: number },
  target: number,
): CalibrationCurve {
  const rows = thresholds.map((threshold): CalibrationRow => {
    const served = eligible.filter(({ similarity }) => similarity >= threshold);
    const right = countSame(served);
    return {
      threshold,
      precision: share(right, served.length),
      recall: share(right, total.same),
      wrong: share(served.length - right, total.pairs),
      hits: share(served.length, total.pairs),
    };
  });
  return { rows, recommended: rows.find(({ precision }) => precision.low >= target) };
}

function countGuards(pairs: readonly JudgedPair[]): CalibrationReport['guards'] {
  const counts = new Map<string, { same: number; different: number }>();
  for (const { guards, same } of pairs) {
    if (guards === undefined || guards.pass) continue;
    const count = counts.get(guards.guard) ?? { same: 0, different: 0 };
    count[same ? 'same' : 'different']++;
    counts.set(guards.guard, count);
  }
  return [...counts]
    .map(([guard, count]) => ({ guard, ...count }))
    .sort((a, b) => b.same + b.different - (a.same + a.different));
}

function countSame(pairs: readonly JudgedPair[]): number {
  return pairs.reduce((count, { same }) => count + Number(same), 0);
}
