import { basename } from 'node:path';
import { calibrate } from '../../cache/semantic/calibration/calibrate.js';
import { replayLearned } from '../../cache/semantic/calibration/replay.js';
import type { CalibrationReport } from '../../cache/semantic/calibration/calibration.types.js';
import { EXIT, type ExitCode } from '../cli.error.js';
import type { CommandContext } from '../context.js';
import { checkEmbedderFlags } from '../embedder/embedder.options.js';
import { chooseGuards } from '../guards.js';
import { pictureWriter } from '../io/picture-file.js';
import { byCategory } from './by-category.js';
import type { CalibrateFlags } from './calibrate.options.js';
import { calibrationPicture } from './calibration-picture.js';
import type { Calibration } from './calibration-report.js';
import { calibrationText } from './calibration-text.js';
import { readPairs } from './labelled-pair.js';
import { learnedReport, type LearnedReport } from './learned-replay.js';
import { measurePairs } from './measure.js';

/** The threshold that the cache has by default. */
const DEFAULT_THRESHOLD = 0.95;
/** Apart so far, the curve is drawn. */
const PICTURE_STEP = 0.005;
const STEP = 0.01;

/** Measures, prints and draws. */
export async function runCalibrate(
  path: string,
  flags: CalibrateFlags,
  context: CommandContext,
): Promise<ExitCode> {
  checkEmbedderFlags(flags);
  const draw = flags.out === undefined ? undefined : pictureWriter(flags.out);
  const guards = chooseGuards(flags.clinical);
  const read = await readPairs(path, context.signal);
  const progress = context.progress(flags.progress);
  const measured = await measurePairs(read, { path, flags, guards }, progress, context.signal);
  const { pairs } = measured;
  const { targetPrecision } = flags;
  const thresholds = flags.thresholds ?? steps(flags.step ?? STEP);
  const report = calibrate(pairs, { thresholds, targetPrecision });
  const learned =
    flags.maxErrorRate === undefined ? undefined : learnedReport(pairs, flags.maxErrorRate, replayLearned);
  const result: Calibration = {
    file: basename(path),
    embedder: measured.embedder,
    guardNames: measured.guarded ? guards.names : undefined,
    report,
    learned,
    categories: flags.byCategory
      ? (flags.thresholds ?? [DEFAULT_THRESHOLD]).map((threshold) => ({
          threshold,
          rows: byCategory(pairs, threshold),
        }))
      : [],
  };
  context.print(
    flags.json
      ? JSON.stringify(result, null, 2)
      : calibrationText(result, flags.thresholds !== undefined || flags.step !== undefined),
  );
  if (draw !== undefined) {
    const drawn = calibrate(pairs, { thresholds: steps(PICTURE_STEP), targetPrecision });
    await draw(calibrationPicture(result.file, drawn, measured.guarded));
  }
  return reached(report, learned) ? EXIT.ok : EXIT.failed;
}

function reached(report: CalibrationReport, learned: LearnedReport | undefined): boolean {
  if (learned !== undefined) return learned.wrong.mean <= learned.maxErrorRate;
  // Without texts no guard was asked, and both curves are one.
  return report.withGuards.recommended !== undefined;
}

/** From 0.5 to 1, counted in whole steps so that nothing adds up to 0.7000000000000001. */
function steps(width: number): number[] {
  const count = Math.floor(0.5 / width + 1e-9);
  const between = Array.from({ length: count + 1 }, (_, index) => Number((0.5 + index * width).toFixed(6)));
  return between.at(-1) === 1 ? between : [...between, 1];
}
