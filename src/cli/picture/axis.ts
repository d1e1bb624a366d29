/** Maps a range of values to a range of pixels. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  /** Where a value is drawn; values outside the range at its ends. */
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** An axis of shares that holds `lowest` and `highest` and begins and ends at a tick. Five to ten steps. */
export function shareAxis(lowest: number, highest: number, pixels: readonly [number, number]): Axis {
  const span = Math.max(highest - lowest, 0.02);
  const step = [0.005, 0.01, 0.02, 0.05, 0.1].find((size) => span / size <= 10) ?? 0.1;
  // Counted in whole steps, so that 0.1 + 0.2 does not miss its tick.
  const whole = Math.round(1 / step);
  const first = Math.max(0, Math.min(whole - 1, Math.floor(lowest / step + 1e-9)));
  const last = Math.min(whole, Math.max(first + 1, Math.ceil(highest / step - 1e-9)));
  const from = first * step;
  const to = last * step;
  const [start, end] = pixels;
  return {
    from,
    to,
    at: (value) => start + ((Math.min(Math.max(value, from), to) - from) / (to - from)) * (end - start),
    ticks: Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step),
  };
}
