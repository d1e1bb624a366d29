/** Labels of one similarity: how many, and how many of them were the same. */
export interface LabelCount {
  readonly similarity: number;
  readonly labels: number;
  readonly same: number;
}

/** P(same | s) = sigmoid(intercept + slope * s), with the covariance of the two estimates. */
export interface LogisticFit {
  readonly intercept: number;
  readonly slope: number;
  readonly varIntercept: number;
  readonly varSlope: number;
  readonly covariance: number;
}

const MAX_STEPS = 60;
const LONGEST_STEP = 8;
/** In squared standard errors of the estimates: a ten-thousandth of one changes no decision. */
const CLOSE_ENOUGH = 1e-8;

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * Fits a logistic curve by Newton's method on the likelihood with Firth's correction (Biometrika 80, 1993).
 *
 * Plain maximum likelihood has no answer for labels that a threshold separates, which is what a good entry's labels
 * look like: the curve becomes a step and its variance nothing, that is, certainty out of four labels. The correction
 * keeps both finite, with a variance that is large for few labels.
 *
 * @returns undefined when the labels do not determine a rising curve, or Newton's method does not settle.
 */
export function fitLogistic(
  counts: readonly LabelCount[],
  start: { readonly intercept: number; readonly slope: number } = { intercept: -2, slope: 4 },
): LogisticFit | undefined {
  let { intercept, slope } = start;
  let [last0, last1, lastLongest, damping] = [0, 0, Infinity, 1];
  for (let step = 0; step < MAX_STEPS; step++) {
    // The information matrix, then its inverse: the covariance.
    let [info00, info01, info11] = [0, 0, 0];
    for (const { similarity: s, labels } of counts) {
      const p = sigmoid(intercept + slope * s);
      const weight = labels * p * (1 - p);
      info00 += weight;
      info01 += weight * s;
      info11 += weight * s * s;
    }
    const determinant = info00 * info11 - info01 * info01;
    // Of a single similarity what remains is rounding.
    if (!(determinant > 1e-12 * info00 * info11)) return undefined;
    const varIntercept = info11 / determinant;
    const varSlope = info00 / determinant;
    const covariance = -info01 / determinant;

    let [score0, score1] = [0, 0];
    for (const { similarity: s, labels, same } of counts) {
      const p = sigmoid(intercept + slope * s);
      const leverage = labels * p * (1 - p) * (varIntercept + 2 * covariance * s + varSlope * s * s);
      const residual = same - labels * p + leverage * (0.5 - p);
      score0 += residual;
      score1 += residual * s;
    }
    const step0 = varIntercept * score0 + covariance * score1;
    const step1 = covariance * score0 + varSlope * score1;
    const longest = Math.max(Math.abs(step0), Math.abs(step1));
    if (!Number.isFinite(longest)) return undefined;
    if (step1 * step1 < CLOSE_ENOUGH * varSlope && step0 * step0 < CLOSE_ENOUGH * varIntercept) {
      return slope > 0 ? { intercept, slope, varIntercept, varSlope, covariance } : undefined;
    }
    // The information leaves out how the correction itself changes. So steps may overshoot and swing for ever, or
    // shrink by the same ratio each time: the first are halved, the second are summed up now and then (Aitken).
    const along = step0 * last0 + step1 * last1;
    const ratio = longest / lastLongest;
    damping = along < 0 ? damping / 2 : Math.min(1, damping * 1.5);
    const shrinking = along > 0 && ratio < 0.95 && step % 3 === 2;
    const stretch = shrinking && damping === 1 ? 1 / (1 - ratio) : damping;
    [last0, last1, lastLongest] = [step0, step1, longest];
    const scale = Math.min(stretch, Math.max(LONGEST_STEP, Math.abs(slope)) / longest);
    intercept += scale * step0;
    slope += scale * step1;
  }
  return undefined;
}
