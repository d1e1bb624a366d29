import type { Observation } from './decision.types.js';
import { fitLogistic, sigmoid, type LogisticFit } from './logistic-fit.js';
import { upperNormalQuantile } from './normal-quantile.js';

/** Labels that are kept of an entry; older ones are of less use than what they cost. */
export const MAX_OBSERVATIONS = 64;
/** With fewer labels an entry's own curve is not asked. */
export const MIN_OBSERVATIONS = 4;

// Unlike questions never share an answer, equal ones always do: what makes a curve of any few labels.
const SEEDS: readonly Observation[] = [
  { similarity: 0, same: false },
  { similarity: 1, same: true },
];

/**
 * Chances that the midpoint's bound does not hold, from one in two to one in ten million. Log-spaced: with the linear
 * grid of the paper's experiments the smallest is 0.01 or so, and then (1 - eps) alone keeps an error rate of 0.01 from
 * ever being reached with certainty, which caps the hits.
 */
const GRID = Array.from({ length: 41 }, (_, i) => 0.5 * 10 ** (-i / 6)).map((epsilon) => ({
  epsilon,
  deviations: upperNormalQuantile(epsilon),
}));

/**
 * The probability with which a request of this similarity must be computed although the entry might answer it, so that
 * it is answered wrongly with a probability of at most `maxErrorRate`. 0: always serve; 1: always explore.
 *
 * After vCache ("Verified Semantic Prompt Caching", arXiv 2502.03771), for one entry and its labels: a logistic curve
 * P(same | s) = sigmoid(gamma * (s - t)), an upper confidence bound t'(eps) of its midpoint t at confidence 1 - eps, and
 *
 *     tau = min over eps of  1 - maxErrorRate / (1 - (1 - eps) * sigmoid(gamma * (s - t'(eps))))
 *
 * The subtrahend's denominator bounds the chance of a wrong answer if served; serving with probability 1 - tau keeps
 * their product at the rate asked for. The midpoint's variance is the delta method's.
 *
 * @param observations what was learned of the entry, oldest first; the latest 64 count.
 */
export function exploreProbability(
  observations: readonly Observation[],
  similarity: number,
  maxErrorRate: number,
): number {
  if (!Number.isFinite(similarity)) return 1;
  const fit = entryFit(observations);
  if (fit === undefined) return 1;
  const { intercept, slope } = fit;
  const midpoint = -intercept / slope;
  const deviation = midpointDeviation(fit, midpoint);
  let lowest = 1;
  for (const { epsilon, deviations } of GRID) {
    const right = (1 - epsilon) * sigmoid(slope * (similarity - (midpoint + deviations * deviation)));
    const tau = 1 - maxErrorRate / (1 - right);
    if (tau < lowest) lowest = tau;
  }
  return Math.max(0, lowest);
}

/** The curve of an entry; undefined while it has too few labels, or labels that contradict a rising curve. */
function entryFit(observations: readonly Observation[]): LogisticFit | undefined {
  const usable = observations
    .slice(-MAX_OBSERVATIONS)
    .filter(({ similarity }) => Number.isFinite(similarity));
  if (usable.length < MIN_OBSERVATIONS) return undefined;
  return fitLogistic(
    [...SEEDS, ...usable].map(({ similarity, same }) => ({ similarity, labels: 1, same: same ? 1 : 0 })),
  );
}

/** The standard deviation of -intercept / slope, by the delta method. */
function midpointDeviation(fit: LogisticFit, midpoint: number): number {
  const { slope, varIntercept, varSlope, covariance } = fit;
  const variance = varIntercept + 2 * midpoint * covariance + midpoint * midpoint * varSlope;
  return Math.sqrt(Math.max(0, variance)) / slope;
}
