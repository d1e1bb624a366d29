import type { CalibrationReport } from '../../cache/semantic/calibration/calibration.types.js';
import type { CategoryRow } from './by-category.js';
import type { LearnedReport } from './learned-replay.js';

/** What `calibrate` found out; printed as it is with `--json`. */
export interface Calibration {
  readonly file: string;
  /** Who embedded; undefined: the cosines were recorded in the file. */
  readonly embedder: string | undefined;
  /** Which guards were asked; undefined: the pairs have no texts. */
  readonly guardNames: readonly string[] | undefined;
  readonly report: CalibrationReport;
  readonly learned: LearnedReport | undefined;
  readonly categories: readonly { readonly threshold: number; readonly rows: readonly CategoryRow[] }[];
}
