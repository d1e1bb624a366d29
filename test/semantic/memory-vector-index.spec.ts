import { MemoryVectorIndex } from '../../src/cache/semantic/index/memory/memory-vector-index.js';
import { loadKernels } from '../../src/cache/semantic/index/memory/load-kernels.js';
import { ScalarKernels } from '../../src/cache/semantic/index/memory/scalar-kernels.js';
import type { MakeKernels } from '../../src/cache/semantic/index/memory/kernels.js';
import { ManualClock, vectorIndexConformance } from '../../src/testing.js';

const LOOPS: Record<string, MakeKernels> = {
  'the fastest loops of this machine': loadKernels,
  'scalar loops': (limit) => new ScalarKernels(limit),
};

describe.each(Object.entries(LOOPS))('the memory index keeps the contract with %s', (_, makeKernels) => {
  const cases = vectorIndexConformance(async () => {
    const clock = new ManualClock();
    const index = new MemoryVectorIndex({ maxBytes: 16 * 1024 * 1024, clock }, makeKernels);
    await index.start();
    return { index, close: () => index.stop(), elapse: (ms) => clock.advance(ms) };
  });
  it.each(cases)('$name', ({ run }) => run());
});
