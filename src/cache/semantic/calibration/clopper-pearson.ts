import type { Share } from './calibration.types.js';

const TAIL = 0.025; // on each side of a 95 % interval

/**
 * A share with its exact (Clopper-Pearson) 95 % interval: the shares under which what was counted, or anything more
 * extreme, has a chance of at least 2.5 % on either side. It covers the true share in at least 95 % of all cases
 * however few were counted and however near the share is to 0 or 1, where approximations promise too much.
 */
export function share(count: number, of: number): Share {
  return {
    count,
    of,
    value: of === 0 ? undefined : count / of,
    low: count === 0 ? 0 : betaQuantile(TAIL, count, of - count + 1),
    high: count === of ? 1 : betaQuantile(1 - TAIL, count + 1, of - count),
  };
}

/** The smallest number of cases, all of them right, whose interval lies above `target`. */
export function casesNeeded(target: number): number {
  // With every case right the lower end is TAIL^(1/n).
  return Math.ceil(Math.log(TAIL) / Math.log(target));
}

/** Where the distribution function of Beta(a, b) is `probability`. It is monotone, so halving finds it. */
function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only; the other side is its mirror.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a),
  );
  return front / continuedFraction(x, a, b);
}

/** 1 + d1/(1 + d2/(1 + ...)), evaluated from the front (modified Lentz). */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let value = 1;
  let numerator = 1;
  let denominator = 0;
  for (let n = 1; n <= 20_000; n++) {
    const m = n >> 1;
    const d =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + n - 1) * (a + n))
        : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
    denominator = 1 / (1 + d * denominator || tiny);
    numerator = 1 + d / numerator || tiny;
    const factor = numerator * denominator;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-14) break;
  }
  return value;
}

/** ln of the gamma function for z >= 1: Stirling's series, reached by the recurrence (DLMF 5.11.1). */
function logGamma(z: number): number {
  let shift = 0;
  let y = z;
  for (; y < 10; y++) shift += Math.log(y);
  const inverse = 1 / (y * y);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
