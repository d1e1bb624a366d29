/** A share as people read it: `93.4 %`; `-` when there was nothing to take a share of. */
export function percent(share: number | undefined, digits = 1): string {
  return share === undefined || Number.isNaN(share) ? '-' : `${(share * 100).toFixed(digits)} %`;
}

/** A count with thousands apart: `3,080`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** The bounds of an interval of shares, in per cent: `[91.2, 95.6]`. Of nothing there is none. */
export function interval(share: {
  readonly of: number;
  readonly low: number;
  readonly high: number;
}): string {
  return share.of === 0 ? '' : `[${(share.low * 100).toFixed(1)}, ${(share.high * 100).toFixed(1)}]`;
}
