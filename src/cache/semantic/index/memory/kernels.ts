/**
 * A memory for rows, sketches and results, and the loops over them that a search consists of. Addresses are bytes from
 * the memory's beginning, and multiples of 16.
 *
 * A row is a unit vector as int16 numbers, scaled by `SCALE` and padded with zeros to a multiple of 64 bytes. Half the
 * bytes of float32 are half the time, since a scan waits for memory, and cost 1e-5 of a cosine. A sketch is a bit for
 * each of several hundred directions (see `Sketcher`).
 */
export interface Kernels {
  readonly kind: 'simd' | 'scalar';
  /** The memory; another object after `grow`. */
  readonly buffer: ArrayBuffer;
  /** Makes it at least so many bytes. @throws RangeError when the machine refuses. */
  grow(bytes: number): void;

  /** The dot products of the query and `count` rows of `bytes` bytes, as int32 from `out` on. */
  dots(query: number, rows: number, count: number, bytes: number, out: number): void;

  /**
   * Appends a pair of int32 (number of the row, its dot product) at `pairs` for each of `count` results above `least`;
   * the first row's number is `number`. Gives the address behind the last pair.
   */
  above(results: number, count: number, least: number, number: number, pairs: number): number;

  /** The same as `dots` for rows anywhere: triples of int32 (address of the row, its number, place for the dot product). */
  dotsOf(query: number, triples: number, count: number, bytes: number): void;

  /**
   * In how many bits the query's sketch differs from each of `count` sketches of `bytes` bytes (a multiple of 32), as
   * int32 from `out` on; each distance adds one to its place in the histogram.
   */
  distances(
    query: number,
    sketches: number,
    count: number,
    bytes: number,
    out: number,
    histogram: number,
  ): void;

  /**
   * Appends a triple at `triples`, but not beyond `full`, for each of `count` rows whose distance is from `least` to
   * `most`. The first row is at `row`, has `bytes` bytes, and its number is `number`. Gives the address behind the last
   * triple.
   */
  select(
    distances: number,
    count: number,
    least: number,
    most: number,
    row: number,
    bytes: number,
    number: number,
    triples: number,
    full: number,
  ): number;
}

/** Makes a memory that can grow to `limit` bytes, with the fastest loops that this machine has. */
export type MakeKernels = (limit: number) => Kernels;

/** What 1 is in a row. A dot product of two rows, and every partial sum of it, stays below 2^31. */
export const SCALE = 32_767;

/** What a candidate takes in the list that `select` writes. */
export const TRIPLE_BYTES = 12;
/** What a result takes in the list that `above` writes. */
export const PAIR_BYTES = 8;

/** Below every dot product of two rows. */
export const LEAST_DOT = -(2 ** 31);
