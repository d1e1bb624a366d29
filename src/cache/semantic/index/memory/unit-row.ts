import { SCALE } from './kernels.js';

/**
 * The length of the vector.
 * @throws RangeError for one without a direction: empty, all zeros, or a member that is no finite number.
 */
export function lengthOf(vector: Float32Array): number {
  // In doubles: the square of no float32 is too large or too small for one. Two sums, so that neither waits long for
  // its last addition.
  let [even, odd] = [0, 0];
  for (let i = 0; i < vector.length; i += 2) {
    const x = vector[i] as number;
    const y = vector[i + 1] ?? 0;
    even += x * x;
    odd += y * y;
  }
  const squares = even + odd;
  if (!(squares > 0 && squares < Infinity)) {
    throw new RangeError('A vector has to have a direction: finite numbers, not all of them zero.');
  }
  return Math.sqrt(squares);
}

/** Writes the vector, of this length, as a row (see `Kernels`) of `rowBytes` bytes to the address. */
export function writeRow(
  memory: Int16Array,
  address: number,
  rowBytes: number,
  vector: Float32Array,
  length: number,
): void {
  const at = address / 2;
  const factor = SCALE / length;
  for (let i = 0; i < vector.length; i++) memory[at + i] = Math.floor((vector[i] as number) * factor + 0.5);
  memory.fill(0, at + vector.length, at + rowBytes / 2);
}

/** The cosine that a dot product of two rows stands for; rounding may not carry it beyond what a cosine can be. */
export function cosineOf(dot: number): number {
  return Math.max(-1, Math.min(1, dot / (SCALE * SCALE)));
}
