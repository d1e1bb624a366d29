import { LEAST_DOT, SCALE, type Kernels } from './kernels.js';
import { loadKernels } from './load-kernels.js';
import { ScalarKernels } from './scalar-kernels.js';
import { simdKernels } from './simd-kernels.js';
import { lengthOf, writeRow } from './unit-row.js';

const MIB = 1024 * 1024;
const [QUERY, ROWS, OUT, LIST, HISTOGRAM] = [0, 65_536, 3 * MIB, 3.25 * MIB, 3.5 * MIB] as const;

/** Both kinds over the same bytes. */
function both(fill: (memory: Int16Array) => void): [Kernels, Kernels] {
  const kernels: [Kernels, Kernels] = [simdKernels(4 * MIB), new ScalarKernels(4 * MIB)];
  for (const each of kernels) {
    each.grow(4 * MIB);
    fill(new Int16Array(each.buffer));
  }
  return kernels;
}

function noise(memory: Int16Array): void {
  let state = 1;
  for (let i = 0; i < (2 * MIB) / 2; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    memory[i] = (state >> 16) % 1500;
  }
}

const bytesOf = (kernels: Kernels): Buffer => Buffer.from(kernels.buffer);

describe('the loops in WebAssembly do what the plain ones do', () => {
  it.each([0, 1, 3, 4, 5, 257])('with %i rows', (count) => {
    const [simd, scalar] = both(noise);
    const ends = [simd, scalar].map((kernels) => {
      kernels.dots(QUERY, ROWS, count, 128, OUT);
      return [
        kernels.above(OUT, count, 10_000, 7, LIST),
        kernels.above(OUT, count, LEAST_DOT, 7, LIST + 8192),
      ];
    });
    expect(ends[0]).toEqual(ends[1]);
    expect(bytesOf(simd).equals(bytesOf(scalar))).toBe(true);
    // Room for some of them only, and a list of candidates that are compared.
    const selected = [simd, scalar].map((kernels) => {
      kernels.distances(QUERY, ROWS, count, 64, OUT, HISTOGRAM);
      const all = kernels.select(OUT, count, 240, 260, ROWS, 64, 3, LIST, LIST + 12 * 50);
      kernels.dotsOf(QUERY, LIST, (all - LIST) / 12, 64);
      return all;
    });
    expect(selected[0]).toBe(selected[1]);
    expect(bytesOf(simd).equals(bytesOf(scalar))).toBe(true);
  });

  it('with the largest numbers there can be: nothing overflows', () => {
    const one = new Float32Array(32);
    one[5] = 3;
    const flat = new Float32Array(32).fill(-0.1);
    const kernels = both((memory) => {
      writeRow(memory, QUERY, 64, one, lengthOf(one));
      for (const [i, vector] of [one, flat, flat.map((x) => -x), one.map((x) => -x)].entries()) {
        writeRow(memory, ROWS + i * 64, 64, vector, lengthOf(vector));
      }
    });
    for (const each of kernels) {
      each.dots(QUERY, ROWS, 4, 64, OUT);
      const dots = [...new Int32Array(each.buffer, OUT, 4)].map((dot) => dot / SCALE ** 2);
      const expected = [1, -Math.sqrt(1 / 32), Math.sqrt(1 / 32), -1];
      for (const [i, cosine] of expected.entries()) expect(dots[i]).toBeCloseTo(cosine, 4);
    }
  });
});

describe('loadKernels', () => {
  const { WebAssembly: here } = globalThis as { WebAssembly?: object };

  afterEach(() => {
    (globalThis as { WebAssembly?: unknown }).WebAssembly = here;
  });

  it('takes the SIMD loops where they work', () => {
    expect(loadKernels(MIB).kind).toBe('simd');
  });

  it('takes the plain loops where there is no WebAssembly', () => {
    (globalThis as { WebAssembly?: unknown }).WebAssembly = undefined;
    expect(loadKernels(MIB).kind).toBe('scalar');
  });

  it('takes the plain loops where there is no address space for the memory of the others', () => {
    const Memory = (): never => {
      throw new RangeError('could not allocate memory');
    };
    (globalThis as { WebAssembly?: unknown }).WebAssembly = { ...here, Module: Object, Memory };
    expect(loadKernels(MIB).kind).toBe('scalar');
  });
});
