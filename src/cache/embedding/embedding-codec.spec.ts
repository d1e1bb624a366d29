import fc from 'fast-check';
import { CorruptEntryError, UnstorableValueError } from '../core/errors.js';
import { embeddingCodec, type EmbeddingPrecision } from './embedding-codec.js';

const PRECISIONS: readonly EmbeddingPrecision[] = ['float32', 'float16', 'int8'];

/** A direction drawn evenly: normally distributed members, divided by the length. */
function unitVector(seed: number, dimensions: number): Float32Array {
  let state = seed >>> 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = Float64Array.from(
    { length: dimensions },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
  const length = Math.sqrt(normal.reduce((sum, x) => sum + x * x, 0));
  return Float32Array.from(normal, (x) => x / length);
}

/** 1 - cos, computed from the difference: subtracting from 1 would drown it in the arithmetic's own error. */
function distance(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    const y = b[i] as number;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  });
  const [na, nb] = [Math.sqrt(aa), Math.sqrt(bb)];
  let squares = 0;
  a.forEach((x, i) => (squares += (x / na - (b[i] as number) / nb) ** 2));
  expect(1 - dot / (na * nb)).toBeCloseTo(squares / 2, 12);
  return squares / 2;
}

const roundTrip = (precision: EmbeddingPrecision, vector: Float32Array): Float32Array => {
  const codec = embeddingCodec(precision, vector.length);
  return codec.decode(codec.encode(vector));
};

describe('embeddingCodec', () => {
  it.each([
    ['float32', 4 + 4 * 1024, 0],
    ['float16', 4 + 2 * 1024, 1e-7],
    ['int8', 4 + 4 + 1024, 2e-4],
  ] as const)('%s: 1,024 dimensions in %i bytes, 1 - cos at most %f', (precision, bytes, limit) => {
    expect(embeddingCodec(precision).encode(unitVector(1, 1024))).toHaveLength(bytes);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const vector = unitVector(seed, 1024);
        expect(distance(vector, roundTrip(precision, vector))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 300 },
    );
  });

  it('gives any float32 vector back exactly as float32, from any place in a buffer', () => {
    const vectors = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(vectors, fc.integer({ min: 0, max: 9 }), (members, offset) => {
        const codec = embeddingCodec('float32');
        const bytes = codec.encode(Float32Array.from(members));
        const within = Buffer.concat([Buffer.alloc(offset), bytes]).subarray(offset);
        expect([...codec.decode(within)]).toEqual([...Float32Array.from(members)]);
      }),
    );
  });

  it('is exact about what a half-precision number can hold, and the same after a second passage', () => {
    const vector = unitVector(7, 1024);
    const once = roundTrip('float16', vector);
    expect([...roundTrip('float16', once)]).toEqual([...once]);
    expect([...once]).not.toEqual([...vector]);
  });

  it('keeps vectors as float32 that half precision cannot hold', () => {
    for (const vector of [Float32Array.of(1e5, 1), Float32Array.of(3e-8, -2e-8), Float32Array.of(65_505)]) {
      expect([...roundTrip('float16', vector)]).toEqual([...vector]);
    }
    expect([...roundTrip('float16', new Float32Array(3))]).toEqual([0, 0, 0]);
  });

  it('scales int8 by each vector: the largest member is exact, none is off by more than half a unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, min: Math.fround(-1e30), max: Math.fround(1e30) }), {
          minLength: 1,
        }),
        (members) => {
          const vector = Float32Array.from(members);
          const peak = Math.max(...vector.map(Math.abs));
          fc.pre(peak === 0 || peak > 1e-30);
          const back = roundTrip('int8', vector);
          vector.forEach((x, i) => {
            expect(Math.abs(x - (back[i] as number))).toBeLessThanOrEqual((peak / 127) * 0.5001);
          });
        },
      ),
    );
    expect([...roundTrip('int8', new Float32Array(2))]).toEqual([0, 0]);
  });

  it('reads what was written under another precision', () => {
    const vector = Float32Array.of(0.5, -0.25, 1);
    for (const written of PRECISIONS) {
      const bytes = embeddingCodec(written).encode(vector);
      for (const configured of PRECISIONS) {
        expect(distance(embeddingCodec(configured, 3).decode(bytes), vector)).toBeLessThan(1e-4);
      }
    }
  });

  it('refuses what is no vector of the expected length', () => {
    for (const precision of PRECISIONS) {
      const bytes = embeddingCodec(precision).encode(Float32Array.of(1, 2, 3));
      const unknown = Buffer.from(bytes);
      unknown[0] = 9;
      const longer = Buffer.from(bytes);
      longer.writeUIntBE(4, 1, 3);
      for (const wrong of [
        bytes.subarray(0, -1),
        Buffer.concat([bytes, bytes]),
        unknown,
        longer,
        Buffer.alloc(2),
      ]) {
        expect(() => embeddingCodec(precision).decode(wrong)).toThrow(CorruptEntryError);
      }
      expect(() => embeddingCodec(precision, 4).decode(bytes)).toThrow(CorruptEntryError);
    }
    const scale = embeddingCodec('int8').encode(Float32Array.of(1));
    scale.writeFloatLE(NaN, 4);
    expect(() => embeddingCodec('int8').decode(scale)).toThrow(CorruptEntryError);
  });

  it('refuses to store what is not a vector of numbers', () => {
    for (const vector of [
      new Float32Array(0),
      Float32Array.of(1, NaN),
      Float32Array.of(NaN, 1),
      Float32Array.of(-Infinity),
    ]) {
      for (const precision of PRECISIONS) {
        expect(() => embeddingCodec(precision).encode(vector)).toThrow(UnstorableValueError);
      }
    }
  });
});
