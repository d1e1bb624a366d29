import { KERNELS_WASM } from './kernels.wasm.js';
import type { Kernels } from './kernels.js';

/** What of WebAssembly is used here; Node has it, its type definitions do not. */
declare const WebAssembly:
  | {
      Module: new (bytes: Uint8Array) => object;
      Memory: new (limits: { initial: number; maximum: number }) => WasmMemory;
      Instance: new (module: object, imports: object) => { exports: Loops };
    }
  | undefined;

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

type Loops = Pick<Kernels, 'dots' | 'above' | 'dotsOf' | 'distances' | 'select'>;

const PAGE_BYTES = 65_536;
const MAX_PAGES = 65_536;

let compiled: object | undefined;

/**
 * The loops in WebAssembly with 128-bit SIMD, compiled from kernels.wat.
 *
 * @throws Error where there is no WebAssembly, no SIMD in it, or no address space for its memory.
 */
export function simdKernels(limit: number): Kernels {
  if (typeof WebAssembly === 'undefined') throw new Error('There is no WebAssembly here.');
  compiled ??= new WebAssembly.Module(Buffer.from(KERNELS_WASM, 'base64'));
  const maximum = Math.min(Math.ceil(limit / PAGE_BYTES), MAX_PAGES);
  const memory = new WebAssembly.Memory({ initial: 1, maximum });
  const loops = new WebAssembly.Instance(compiled, { host: { memory } }).exports;
  return {
    kind: 'simd',
    get buffer() {
      return memory.buffer;
    },
    grow(bytes) {
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
      if (missing > 0) memory.grow(missing);
    },
    dots: loops.dots,
    // Addresses above 2 GiB come back negative.
    above: (...args) => loops.above(...args) >>> 0,
    dotsOf: loops.dotsOf,
    distances: loops.distances,
    select: (...args) => loops.select(...args) >>> 0,
  };
}
