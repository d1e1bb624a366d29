import fc from 'fast-check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ScopedStore } from '../../src/cache/store/scoped-store.js';
import { violations, type Violation } from '../proof/history-checker.js';
import { runHistory, Tally, type HistoryNode, type HistoryWorld } from '../proof/history-runner.js';
import { steps } from '../proof/history-steps.js';
import { hastyClock } from '../proof/history-worlds.js';
import { ExactIndex } from './support/exact-index.js';
import { bySimilarity, semanticEngine } from './support/semantic-engine.js';
import { STORE_KINDS, startStore } from './support/stores.js';

jest.setTimeout(60_000);

/** Several engines over one store and one index, to which all questions are one. */
function world(store: ScopedStore, seen: { semantic: number }): HistoryWorld {
  const index = new ExactIndex();
  const nodes = Array.from({ length: 3 }, (_, n): HistoryNode => {
    const owner = `node-${String(n)}`;
    const decider = bySimilarity(-1);
    const { queries, invalidator } = semanticEngine({ store, index, clock: hastyClock, owner, decider });
    return {
      async read(request, compute) {
        const key = { query: request.query, variant: { role: request.role } };
        const resolution = await queries.resolve(request, key, compute);
        if (resolution.source !== 'hit') {
          const { computed, source, fill } = resolution;
          return { answer: computed, source, fill };
        }
        if (resolution.via === 'semantic') seen.semantic++;
        return { answer: await resolution.value(), source: 'hit' };
      },
      invalidate(target) {
        switch (target.kind) {
          case 'client':
            return invalidator.client(target.workspaceId, target.clientId);
          case 'workspace':
            return invalidator.workspace(target.workspaceId);
          case 'query':
            return invalidator.query(target, target.query);
        }
      },
    };
  });
  return { nodes, settle: () => nextTurn(), lose: () => Promise.resolve() };
}

type Fault = (store: ScopedStore) => ScopedStore;

const forgetfulOfTags: Fault = (store) =>
  new Proxy(store, {
    get(target, name: keyof ScopedStore) {
      if (name !== 'begin') return (target[name] as () => unknown).bind(target);
      return async (request: Parameters<ScopedStore['begin']>[0]) => {
        const begun = await target.begin(request);
        return begun.status === 'miss' ? { ...begun, tagRenewed: false } : begun;
      };
    },
  });

describe.each(STORE_KINDS)('random histories in which all questions are similar, on the %s store', (kind) => {
  it('keep every promise', async () => {
    const store = await startStore(kind);
    const seen = { semantic: 0 };
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        expect(violations(await runHistory(world(store, seen), history, tally), true)).toEqual([]);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 10_000, endOnFailure: true },
    );
    expect(seen.semantic).toBeGreaterThan(0);
    for (const [what, count] of Object.entries(tally)) expect([what, count > 0]).toEqual([what, true]);
  });
});

describe('the same histories', () => {
  it('break P when a miss does not tell that its question was invalidated by name', async () => {
    const found = new Set<Violation['promise']>();
    const store = forgetfulOfTags(await startStore('memory'));
    const result = await fc.check(
      fc.asyncProperty(steps, async (history) => {
        const list = violations(await runHistory(world(store, { semantic: 0 }), history, new Tally()), true);
        for (const { promise } of list) found.add(promise);
        return list.length === 0;
      }),
      { seed: 20261121, numRuns: 200, endOnFailure: true },
    );
    expect(result.failed).toBe(true);
    expect(found).toEqual(new Set(['P']));
  });
});
