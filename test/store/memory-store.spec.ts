import { MemoryStore } from '../../src/cache/store/memory/memory-store.js';
import { ManualClock, scopedStoreConformance } from '../../src/testing.js';

describe('the memory store keeps the contract', () => {
  const cases = scopedStoreConformance(
    () => {
      const clock = new ManualClock();
      const store = new MemoryStore({ maxBytes: 64 * 1024 * 1024, clock });
      return Promise.resolve({ store, close: () => store.stop(), elapse: (ms) => clock.advance(ms) });
    },
    { histories: 300 },
  );
  it.each(cases)('$name', ({ run }) => run());
});
