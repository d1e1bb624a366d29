import { endianness } from 'node:os';
import type { Codec } from '../core/codec.js';
import { CorruptEntryError, UnstorableValueError } from '../core/errors.js';
import { fromFloat16, toFloat16 } from './float16.js';

/** How the numbers of a stored vector are written: 4, 2 or 1 bytes each. */
export type EmbeddingPrecision = 'float32' | 'float16' | 'int8';

/**
 * The payload of a stored vector:
 *
 * | offset | bytes | what |
 * |---|---|---|
 * | 0 | 1 | format: 1 float32, 2 float16, 3 int8 |
 * | 1 | 3 | dimensions, big-endian |
 * | 4 | - | the numbers, little-endian; int8: a scale as float32, then the numbers in units of it |
 *
 * The format is each vector's own: entries written under another `embedding.precision` stay readable.
 */
const HEADER_BYTES = 4;
const SCALE_BYTES = 4;
const MAX_DIMENSIONS = 0xffffff;
const FORMATS: readonly (EmbeddingPrecision | undefined)[] = [undefined, 'float32', 'float16', 'int8'];
const LITTLE_ENDIAN = endianness() === 'LE';

// Outside of these, float16 has no number (above) or too few digits left (below) for a vector's largest member.
const FLOAT16_MAX = 65_504;
const FLOAT16_MIN_PEAK = 2 ** -9;

/**
 * Vectors as bytes.
 *
 * @param dimensions the length that every vector has; another one in the store is no entry. Undefined: any.
 */
export function embeddingCodec(precision: EmbeddingPrecision, dimensions?: number): Codec<Float32Array> {
  return {
    id: 2,
    encode(vector) {
      if (vector.length === 0 || vector.length > MAX_DIMENSIONS) {
        throw new UnstorableValueError(`A vector of ${vector.length} dimensions.`);
      }
      const peak = largest(vector);
      if (!Number.isFinite(peak)) throw new UnstorableValueError('A vector that is not all numbers.');
      if (precision === 'int8') return encodeInt8(vector, peak);
      return precision === 'float16' && (peak === 0 || (peak >= FLOAT16_MIN_PEAK && peak <= FLOAT16_MAX))
        ? payload('float16', vector.length, bytesOf(toFloat16(vector)))
        : payload('float32', vector.length, bytesOf(vector));
    },
    decode(bytes) {
      const format = bytes.length < HEADER_BYTES ? undefined : FORMATS[bytes[0] as number];
      if (format === undefined) throw new CorruptEntryError('Not a vector of a known format.');
      const length = bytes.readUIntBE(1, 3);
      if (length === 0 || (dimensions !== undefined && length !== dimensions)) {
        throw new CorruptEntryError(`A vector of ${length} dimensions.`);
      }
      const body = bytes.subarray(HEADER_BYTES);
      const expected = format === 'int8' ? SCALE_BYTES + length : length * (format === 'float16' ? 2 : 4);
      if (body.length !== expected) throw new CorruptEntryError('The vector is cut or too long.');
      if (format === 'int8') return decodeInt8(body);
      if (format === 'float32') return read(body, new Float32Array(length));
      return fromFloat16(read(body, scratch(length)));
    },
  };
}

/** One scale for the vector: its largest member becomes 127. */
function encodeInt8(vector: Float32Array, peak: number): Buffer {
  // As float32, which is what a reader multiplies by. Of a vector next to zero the scale must not become 0.
  const scale = Math.max(Math.fround(peak / 127), 2 ** -149);
  const body = Buffer.allocUnsafe(SCALE_BYTES + vector.length);
  body.writeFloatLE(scale, 0);
  for (let i = 0; i < vector.length; i++) {
    const units = Math.round((vector[i] as number) / scale);
    body[SCALE_BYTES + i] = Math.max(-127, Math.min(127, units));
  }
  return payload('int8', vector.length, body);
}

function decodeInt8(body: Buffer): Float32Array {
  const scale = body.readFloatLE(0);
  if (!Number.isFinite(scale) || scale <= 0) throw new CorruptEntryError('The scale is no positive number.');
  const vector = new Float32Array(body.length - SCALE_BYTES);
  for (let i = 0; i < vector.length; i++)
    vector[i] = (((body[SCALE_BYTES + i] as number) << 24) >> 24) * scale;
  return vector;
}

function payload(format: EmbeddingPrecision, dimensions: number, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  bytes[0] = FORMATS.indexOf(format);
  bytes.writeUIntBE(dimensions, 1, 3);
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

/** The largest magnitude; NaN or Infinity when there is one among the members. */
function largest(vector: Float32Array): number {
  let peak = 0;
  for (let i = 0; i < vector.length; i++) {
    const magnitude = Math.abs(vector[i] as number);
    // Written so that NaN, which is not less than or equal to anything, stays.
    if (!(magnitude <= peak)) peak = magnitude;
    if (Number.isNaN(peak)) return NaN;
  }
  return peak;
}

function bytesOf(numbers: Float32Array | Uint16Array): Uint8Array {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return LITTLE_ENDIAN ? bytes : swap(Buffer.from(bytes), numbers.BYTES_PER_ELEMENT);
}

/** Copies bytes into numbers: they come from the middle of a buffer, where a number's alignment is not given. */
function read<T extends Float32Array | Uint16Array>(bytes: Buffer, numbers: T): T {
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).set(bytes);
  if (!LITTLE_ENDIAN) {
    swap(Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength), numbers.BYTES_PER_ELEMENT);
  }
  return numbers;
}

let halves = new Uint16Array(4096);

/** Room for half-precision numbers on their way: used up before anything else can run. */
function scratch(length: number): Uint16Array {
  if (halves.length < length) halves = new Uint16Array(length);
  return halves.length === length ? halves : halves.subarray(0, length);
}

function swap(bytes: Buffer, size: number): Buffer {
  return size === 2 ? bytes.swap16() : bytes.swap32();
}
