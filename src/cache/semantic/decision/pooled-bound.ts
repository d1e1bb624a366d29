import { fitLogistic, sigmoid, type LabelCount, type LogisticFit } from './logistic-fit.js';

const BINS = 200;
/** Fewer labels than these show no error rate worth stating. */
const MIN_LABELS = 30;
/** Labels of a stratum. */
const STRATUM_LABELS = 10;
/** One-sided confidence 95 %. */
const DEVIATIONS = 1.645;
/** Beyond these many requests the older half counts half, so that the bound follows what is asked. */
const MEMORY = 20_000;

/**
 * What all entries together teach: the lowest similarity from which candidates may be served so that, of all requests
 * that reach this stage, at most `maxErrorRate` are answered wrongly.
 *
 * Kept as counts in 200 bins of similarity: requests, and labels of those that were computed. Whether a request is
 * computed depends on its similarity only, so the labels of a bin are a fair sample of its requests although bins are
 * not sampled alike. Two estimates of the share of requests that a threshold would answer wrongly must both allow it:
 *
 * - sum over the bins above it of (share of requests) * (1 - P(same | s)), with P a logistic curve through all labels,
 *   at the upper end of its 95 % confidence interval (delta method);
 * - the same sum with the counted share of different labels, which is free of any assumption about the
 *   curve, and so notices when the truth is no such curve.
 */
export class PooledBound {
  private readonly requests = new Float64Array(BINS);
  private readonly labels = new Float64Array(BINS);
  private readonly different = new Float64Array(BINS);
  private totalRequests = 0;
  private totalLabels = 0;
  private ownDecisions = 0;
  private fitAtLabels = 0;
  private fit: LogisticFit | undefined;
  private lowest: number | undefined = Infinity;

  constructor(private readonly maxErrorRate: number) {}

  /** Served from here on; Infinity while too little is known. */
  get threshold(): number {
    this.lowest ??= this.findThreshold();
    return this.lowest;
  }

  /** Counts a request whose candidate reached this stage. */
  request(similarity: number): void {
    const bin = binOf(similarity);
    this.requests[bin] = (this.requests[bin] ?? 0) + 1;
    this.totalRequests++;
    if (this.totalRequests >= MEMORY) this.halve();
    // Shares of requests move slowly; labels are what moves the threshold.
    else if (this.totalRequests % 16 === 0) this.lowest = undefined;
  }

  /**
   * Counts a request that an entry's own bound decides. That bound keeps its own requests at the same rate, so these
   * leave no room for errors of the pool.
   */
  decidedByEntry(): void {
    this.ownDecisions++;
  }

  /** Notes whether a request that was computed had the candidate's answer. */
  label(similarity: number, same: boolean): void {
    if (!Number.isFinite(similarity)) return;
    const bin = binOf(similarity);
    this.labels[bin] = (this.labels[bin] ?? 0) + 1;
    if (!same) this.different[bin] = (this.different[bin] ?? 0) + 1;
    this.totalLabels++;
    this.lowest = undefined;
  }

  private findThreshold(): number {
    if (this.totalLabels < MIN_LABELS || this.totalRequests === 0) return Infinity;
    const fit = this.currentFit();
    if (fit === undefined) return Infinity;
    const allowed = this.maxErrorRate * (1 - Math.min(1, this.ownDecisions / this.totalRequests));
    // From the top down, while the upper bound of what is above stays allowed.
    let [expected, by0, by1] = [0, 0, 0];
    let lowestBin = BINS;
    const counted = new CountedErrors();
    for (let bin = BINS - 1; bin >= 0; bin--) {
      const requests = this.requests[bin] ?? 0;
      const s = centre(bin);
      const p = sigmoid(fit.intercept + fit.slope * s);
      const share = requests / this.totalRequests;
      expected += share * (1 - p);
      by0 -= share * p * (1 - p);
      by1 -= share * p * (1 - p) * s;
      const variance =
        by0 * by0 * fit.varIntercept + 2 * by0 * by1 * fit.covariance + by1 * by1 * fit.varSlope;
      const upper = expected + DEVIATIONS * Math.sqrt(variance);
      const seen = counted.add(share, this.labels[bin] ?? 0, this.different[bin] ?? 0);
      if (!(upper <= allowed && seen <= allowed)) break;
      lowestBin = bin;
    }
    return lowestBin === BINS ? Infinity : lowestBin / BINS;
  }

  /** The curve, fitted anew when there is a fiftieth more to learn from. */
  private currentFit(): LogisticFit | undefined {
    if (this.fitAtLabels > 0 && this.totalLabels < this.fitAtLabels * 1.02) return this.fit;
    // Seeded as an entry's own curve is: unlike questions never share an answer, equal ones always do.
    const counts: LabelCount[] = [
      { similarity: 0, labels: 1, same: 0 },
      { similarity: 1, labels: 1, same: 1 },
    ];
    for (let bin = 0; bin < BINS; bin++) {
      const labels = this.labels[bin] ?? 0;
      if (labels > 0)
        counts.push({ similarity: centre(bin), labels, same: labels - (this.different[bin] ?? 0) });
    }
    this.fitAtLabels = this.totalLabels;
    this.fit = fitLogistic(counts, this.fit) ?? fitLogistic(counts);
    return this.fit;
  }

  private halve(): void {
    for (const counts of [this.requests, this.labels, this.different]) {
      for (let bin = 0; bin < BINS; bin++) counts[bin] = (counts[bin] ?? 0) / 2;
    }
    this.totalRequests /= 2;
    this.totalLabels /= 2;
    this.ownDecisions /= 2;
    this.fitAtLabels = 0;
    this.lowest = undefined;
  }
}

/**
 * The share of requests answered wrongly, counted from the top down without a curve: bins are joined into strata of at
 * least ten labels, since one label says little of its own bin and a bin without labels nothing. Half a difference is
 * added where one would weigh most, or the threshold would be found by whichever few labels happened to be right.
 */
class CountedErrors {
  private heaviest = 0;
  private closed = 0;
  private share = 0;
  private labels = 0;
  private different = 0;

  add(share: number, labels: number, different: number): number {
    this.share += share;
    this.labels += labels;
    this.different += different;
    const weight = this.share / Math.max(1, this.labels);
    const seen = this.closed + weight * this.different;
    const heaviest = Math.max(this.heaviest, weight);
    if (this.labels >= STRATUM_LABELS) {
      this.closed = seen;
      this.heaviest = heaviest;
      [this.share, this.labels, this.different] = [0, 0, 0];
    }
    return seen + heaviest / 2;
  }
}

/** Similarities below 0 are as unlike as 0 is. */
function binOf(similarity: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.floor(similarity * BINS)));
}

function centre(bin: number): number {
  return (bin + 0.5) / BINS;
}
