/**
 * IEEE 754 binary16, both ways, by bit operations over whole arrays: Node gets a Float16Array only with version 24.
 * Rounding is to nearest, ties to even, straight from binary32, so that nothing is rounded twice.
 */

const INFINITY_16 = 0x7c00;
const NAN_16 = 0x7e00;

/** The bits of a binary32 number as binary16. */
function narrow(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | NAN_16;
  // From 65520 on it rounds to 65536, which binary16 does not have; below, a carry out of the mantissa is right.
  if (magnitude >= 0x477ff000) return sign | INFINITY_16;
  if (magnitude >= 0x38800000) {
    const rebased = magnitude - 0x38000000;
    return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13);
  }
  // Below 2^-14: a multiple of 2^-24, with what is shifted out deciding the rounding.
  const shift = 126 - (magnitude >>> 23);
  if (shift > 24) return sign;
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const kept = mantissa >>> shift;
  const lost = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return sign | (kept + (lost > half || (lost === half && (kept & 1) === 1) ? 1 : 0));
}

/** The value of binary16 bits. */
function widen(bits: number): number {
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  const magnitude =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent === 0x1f
        ? mantissa === 0
          ? Infinity
          : NaN
        : (1 + mantissa / 1024) * 2 ** (exponent - 15);
  return (bits & 0x8000) === 0 ? magnitude : -magnitude;
}

let table: Float32Array | undefined;

/** All 65,536 values; 256 KB, made when first needed. Embeddings use few exponents, so what is read stays in cache. */
function values(): Float32Array {
  table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => widen(bits));
  return table;
}

/** Rounds every number to binary16 and gives the bits. */
export function toFloat16(numbers: Float32Array): Uint16Array {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  const halves = new Uint16Array(numbers.length);
  for (let i = 0; i < bits.length; i++) halves[i] = narrow(bits[i] as number);
  return halves;
}

/** The numbers that binary16 bits stand for, exactly. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  const known = values();
  const numbers = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) numbers[i] = known[halves[i] as number] as number;
  return numbers;
}
