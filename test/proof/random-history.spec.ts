import fc from 'fast-check';
import { silentObserver } from '../../src/cache/core/observer.js';
import { MemoryStore } from '../../src/cache/store/memory/memory-store.js';
import type { ScopedStore } from '../../src/cache/store/scoped-store.js';
import { ClientBlindStore, FlightsByAddressStore, UnfencedStore } from './faulty-stores.js';
import { violations, type Violation } from './history-checker.js';
import { runHistory, Tally, type HistoryWorld } from './history-runner.js';
import { steps, type Step } from './history-steps.js';
import {
  hastyClock,
  worldOfProcesses,
  worldOnRedis,
  worldOnStore,
  type OpenWorld,
} from './history-worlds.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const memoryStore = (): MemoryStore => new MemoryStore({ maxBytes: 64 * 1024 * 1024, clock: hastyClock });

const breaches = async (world: HistoryWorld, history: readonly Step[], tally: Tally): Promise<Violation[]> =>
  violations(await runHistory(world, history, tally));

/** On a failure fast-check prints the seed and the history. Real servers do not repeat exactly, so none is shortened. */
async function expectPromisesKept(
  open: () => Promise<OpenWorld>,
  limits: { numRuns: number; interruptAfterTimeLimit: number },
): Promise<Tally> {
  const tally = new Tally();
  const world = await open();
  try {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        expect(await breaches(world, history, tally)).toEqual([]);
      }),
      { ...limits, endOnFailure: true },
    );
  } finally {
    await world.close();
  }
  return tally;
}

function expectEverythingHappened(tally: Tally): void {
  for (const [what, count] of Object.entries(tally)) expect([what, count > 0]).toEqual([what, true]);
}

describe('random histories of reads, slow computations, writes, invalidations and losses', () => {
  it('keep every promise over three engines on one memory store', async () => {
    const open = (): Promise<OpenWorld> =>
      Promise.resolve({ ...worldOnStore(memoryStore()), close: () => Promise.resolve() });
    expectEverythingHappened(
      await expectPromisesKept(open, { numRuns: 100, interruptAfterTimeLimit: 10_000 }),
    );
  });

  it('keep every promise over three caches on a real server', async () => {
    expectEverythingHappened(
      await expectPromisesKept(worldOnRedis, { numRuns: 100, interruptAfterTimeLimit: 12_000 }),
    );
  });

  it('keep every promise over three processes', async () => {
    expectEverythingHappened(
      await expectPromisesKept(worldOfProcesses, { numRuns: 10, interruptAfterTimeLimit: 8_000 }),
    );
  });
});

describe('the same histories on a store with one fault', () => {
  /** The promises that are found broken. The seed is fixed: that the fault is found must not be a matter of luck. */
  async function broken(faulty: (inner: ScopedStore) => ScopedStore): Promise<Set<string>> {
    const found = new Set<string>();
    const result = await fc.check(
      fc.asyncProperty(steps, async (history) => {
        const list = await breaches(worldOnStore(faulty(memoryStore())), history, new Tally());
        for (const { promise } of list) found.add(promise);
        return list.length === 0;
      }),
      { seed: 20261120, numRuns: 100, endOnFailure: true },
    );
    expect(result.failed).toBe(true);
    expect((result.errorInstance as Error).message).toContain('returning false');
    return found;
  }

  it('break P when fills are not compared', async () => {
    expect(await broken((inner) => new UnfencedStore(inner))).toEqual(new Set(['P']));
  });

  it('break P when late readers join running computations', async () => {
    expect(await broken((inner) => new FlightsByAddressStore(inner))).toEqual(new Set(['P']));
  });

  it('do not break T when the store mixes up clients: every entry proves whose it is', async () => {
    let corrupt = 0;
    const observer = {
      ...silentObserver,
      corrupt: () => {
        corrupt++;
      },
    };
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const store = new ClientBlindStore(memoryStore());
        const list = await breaches(worldOnStore(store, observer), history, new Tally());
        expect(list.filter(({ promise }) => promise === 'T')).toEqual([]);
      }),
      { numRuns: 20, interruptAfterTimeLimit: 5_000, endOnFailure: true },
    );
    expect(corrupt).toBeGreaterThan(0);
  });
});
