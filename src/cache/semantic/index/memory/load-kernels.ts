import type { Kernels } from './kernels.js';
import { ScalarKernels } from './scalar-kernels.js';
import { simdKernels } from './simd-kernels.js';

/** The fastest loops that this machine has. */
export function loadKernels(limit: number): Kernels {
  try {
    return simdKernels(limit);
  } catch {
    // No WebAssembly (--jitless), no SIMD (old processors), or no address space for it (ulimit -v): slower, as right.
    return new ScalarKernels(limit);
  }
}
