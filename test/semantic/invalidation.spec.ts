import type { ScopedStore } from '../../src/cache/store/scoped-store.js';
import { MemoryStore } from '../../src/cache/store/memory/memory-store.js';
import { dependsOn, type Scope } from '../../src/engine.js';
import { ManualClock } from '../../src/testing.js';
import { STORE_KINDS, gate, startStore } from './support/stores.js';
import { ExactIndex } from './support/exact-index.js';
import { semanticEngine, type SemanticEngine } from './support/semantic-engine.js';

const scope: Scope = { workspaceId: 'w', clientId: 'c' };
const CACHED = 'How did the session go?';
const ASKED = 'What was the session like?';

const INVALIDATIONS: Record<string, (engine: SemanticEngine) => Promise<{ acknowledged: boolean }>> = {
  'the client': ({ invalidator }) => invalidator.client('w', 'c'),
  'the workspace': ({ invalidator }) => invalidator.workspace('w'),
  'the cached question': ({ invalidator }) => invalidator.query(scope, CACHED),
  'the asked question': ({ invalidator }) => invalidator.query(scope, ASKED),
  'a document of the answer': ({ invalidator }) =>
    invalidator.dependency('w', { kind: 'document', id: 'note' }),
  everything: ({ invalidator }) => invalidator.clear(),
};

const fromNote = (value: string) => (): Promise<string> => {
  dependsOn('note');
  return Promise.resolve(value);
};

/** A store whose calls can be stopped: what happens between two of them is up to the test. */
function halting(inner: ScopedStore): {
  store: ScopedStore;
  before: (nth: number, act: () => Promise<unknown>) => void;
} {
  let begins = 0;
  const acts = new Map<number, () => Promise<unknown>>();
  const store = new Proxy(inner, {
    get(target, name: keyof ScopedStore) {
      if (name !== 'begin') return (target[name] as () => unknown).bind(target);
      return async (request: Parameters<ScopedStore['begin']>[0]) => {
        await acts.get(++begins)?.();
        return await target.begin(request);
      };
    },
  });
  return {
    store,
    before: (nth, act) => {
      begins = 0;
      acts.set(nth, act);
    },
  };
}

describe.each(STORE_KINDS)('on the %s store, an answer that was invalidated', (kind) => {
  describe.each(Object.entries(INVALIDATIONS))('by %s', (what, invalidate) => {
    it('is not found by a similar question', async () => {
      const engine = semanticEngine({ store: await startStore(kind) });
      await engine.ask(scope, CACHED, fromNote('old'));
      expect((await engine.ask(scope, 'a third wording', 'x')).source).toBe('semantic');
      expect((await invalidate(engine)).acknowledged).toBe(true);
      expect(await engine.ask(scope, ASKED, 'new')).toEqual({ value: 'new', source: 'computed' });
    });

    it('is not found although the index still has it, and nothing is cleaned', async () => {
      const index = new ExactIndex();
      index.remove = () => Promise.resolve();
      index.drop = () => Promise.resolve(0);
      index.clear = () => Promise.resolve();
      const engine = semanticEngine({ store: await startStore(kind), index });
      await engine.ask(scope, CACHED, fromNote('old'));
      await invalidate(engine);
      expect(index.size).toBe(1);
      expect((await engine.ask(scope, ASKED, 'new')).value).toBe('new');
    });

    it('is not found when the invalidation comes between the search and the read of what it found', async () => {
      const index = new ExactIndex();
      const engine = semanticEngine({ store: await startStore(kind), index });
      await engine.ask(scope, CACHED, fromNote('old'));
      const search = index.search.bind(index);
      index.search = async (...args) => {
        const found = await search(...args);
        expect(found).toHaveLength(1);
        await invalidate(engine);
        return found;
      };
      const later = engine.ask(scope, ASKED, 'new');
      // The asked question's own invalidation came after its read had begun: either answer is true then.
      if (what === 'the asked question') expect(['old', 'new']).toContain((await later).value);
      else expect(await later).toEqual({ value: 'new', source: 'computed' });
      index.search = search;
      expect((await engine.ask(scope, ASKED, 'newer')).value).not.toBe('old');
    });

    it.each([
      ['the first read, at its own address', 1],
      ['the read of what was found', 2],
    ])('is not served when the invalidation comes just before %s', async (_read, nth) => {
      const halted = halting(await startStore(kind));
      const engine = semanticEngine({ store: halted.store });
      await engine.ask(scope, CACHED, fromNote('old'));
      halted.before(nth, () => invalidate(engine));
      const { value } = await engine.ask(scope, ASKED, 'new');
      // The asked question's own incarnation is looked at by the first read alone: what began before may be older.
      if (what !== 'the asked question' || nth === 1) expect(value).toBe('new');
      expect((await engine.ask(scope, ASKED, 'newest')).value).not.toBe('old');
    });

    it('does not come back by a fill that is late', async () => {
      const engine = semanticEngine({ store: await startStore(kind) });
      const [reading, late] = [gate(), engine];
      const slow = late.ask(scope, CACHED, async () => {
        dependsOn('note');
        await reading.pass();
        return 'old';
      });
      await reading.reached;
      await invalidate(engine);
      reading.open();
      const { value } = await slow;
      expect(value).toBe('old');
      expect((await engine.ask(scope, ASKED, 'new')).value).toBe('new');
    });
  });

  it('stays findable by others when only the asked question was invalidated', async () => {
    const engine = semanticEngine({ store: await startStore(kind) });
    await engine.ask(scope, CACHED, 'true');
    await engine.invalidator.query(scope, ASKED);
    expect((await engine.ask(scope, 'a third wording', 'x')).source).toBe('semantic');
    // Its own answer, computed after the invalidation, serves both.
    expect((await engine.ask(scope, ASKED, 'new')).source).toBe('computed');
    expect((await engine.ask(scope, ASKED, 'x')).value).toBe('new');
  });
});

describe('requests that wait', () => {
  it('are never given by likeness what was invalidated after they had begun to wait and before others asked', async () => {
    const clock = new ManualClock();
    const store = new MemoryStore({ maxBytes: 1e8, clock });
    const index = new ExactIndex();
    const [one, other] = ['one', 'other'].map((owner) => semanticEngine({ clock, store, index, owner })) as [
      SemanticEngine,
      SemanticEngine,
    ];
    const working = gate();
    const leader = one.ask(scope, ASKED, async () => {
      await working.pass();
      return 'by the leader';
    });
    await working.reached;
    // Another process, the same question: it waits for the lease. Meanwhile a similar question is answered ...
    const waiter = other.ask(scope, ASKED, 'by the waiter');
    await other.ask(scope, CACHED, 'similar, and soon untrue');
    // ... and everything is invalidated.
    await other.invalidator.client('w', 'c');
    const reader = other.ask(scope, ASKED, 'after the invalidation');
    expect((await reader).value).toBe('after the invalidation');
    working.open();
    expect((await leader).value).toBe('by the leader');
    await clock.advance(1000);
    expect((await waiter).value).toBe('after the invalidation');
  });
});
