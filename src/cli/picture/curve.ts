/** Precision against hit ratio, over all thresholds: what one costs in terms of the other. */
export interface CurvePicture {
  readonly title: string;
  /** In a sentence or two, what somebody who cannot see the picture should know. */
  readonly description: string;
  /** A precision to be reached, drawn as a line. */
  readonly target: number;
  /** At most as many as there are styles in curve-svg.ts. */
  readonly series: readonly CurveSeries[];
}

export interface CurveSeries {
  readonly name: string;
  /** By rising threshold. */
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly threshold: number;
  /** Share of all questions that are answered from the cache. */
  readonly hitRatio: number;
  /** Share of the hits that are right. */
  readonly precision: number;
  /** Bounds of the 95 % interval of the precision. */
  readonly low: number;
  readonly high: number;
}
