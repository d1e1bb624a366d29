import { SCALE } from './kernels.js';

/**
 * The length of the vector.
 * @throws RangeError for one without a direction: empty, all zeros, or a member that is no finite number.
 */
export function lengthOf(vector: Float32Array): number {
  let squares = 0;
  // In doubles: the square of no float32 is too large or too small for one.
  for (const x of vector) squares += x * x;
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
  for (let i = 0; i < vector.length; i++) memory[at + i] = Math.round((vector[i] as number) * factor);
  memory.fill(0, at + vector.length, at + rowBytes / 2);
}

/** The cosine that a dot product of two rows stands for; rounding may not carry it beyond what a cosine can be. */
export function cosineOf(dot: number): number {
  return Math.max(-1, Math.min(1, dot / (SCALE * SCALE)));
}
