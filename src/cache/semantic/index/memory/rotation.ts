/** Sketches never need more bits than that: what matters to their exactness is their length, not the vectors'. */
const MAX_BITS = 512;
/** The loops compare 32 bytes at a time. */
const MIN_BITS = 256;

/**
 * A random rotation of vectors with so many numbers: twice random signs and a Hadamard transform, n log n steps in
 * place of n². After it no direction is special, so that the signs of the first few hundred numbers tell as much of a
 * sparse vector, or of one whose weight lies in few of its numbers, as of any other. Always the same one.
 */
export class Rotation {
  /** How many bits a sketch has. */
  readonly bits: number;
  /** What `apply` turns, in place; the numbers beyond the vector's are zeros before. */
  readonly numbers: Float32Array;
  private readonly signs: readonly Float32Array[];

  constructor(dimensions: number) {
    let size = MIN_BITS;
    while (size < dimensions) size *= 2;
    this.bits = Math.min(size, MAX_BITS);
    this.numbers = new Float32Array(size);
    this.signs = [randomSigns(size, 1), randomSigns(size, 2)];
  }

  apply(): void {
    for (const signs of this.signs) {
      for (let i = 0; i < signs.length; i++)
        this.numbers[i] = (this.numbers[i] as number) * (signs[i] as number);
      hadamard(this.numbers);
    }
  }
}

function hadamard(numbers: Float32Array): void {
  const size = numbers.length;
  for (let half = 1; half < size; half *= 2) {
    for (let start = 0; start < size; start += 2 * half) {
      for (let i = start; i < start + half; i++) {
        const a = numbers[i] as number;
        const b = numbers[i + half] as number;
        numbers[i] = a + b;
        numbers[i + half] = a - b;
      }
    }
  }
}

/** Xorshift32: the same signs in every process. */
function randomSigns(count: number, seed: number): Float32Array {
  let state = seed * 0x9e3779b9;
  return Float32Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state < 0 ? -1 : 1;
  });
}
