import type { Observation, SemanticDecider } from '../../src/cache/semantic/decision/decision.types.js';
import { noStore, type Scope } from '../../src/engine.js';
import { STORE_KINDS, startStore } from './support/stores.js';
import { semanticEngine } from './support/semantic-engine.js';

const scope: Scope = { workspaceId: 'w', clientId: 'c' };

/** Explores always, and notes what it was told. */
function exploring(): SemanticDecider & { told: (readonly Observation[])[]; learned: boolean[] } {
  const told: (readonly Observation[])[] = [];
  const learned: boolean[] = [];
  return {
    told,
    learned,
    decide: (_pair, observations) => {
      told.push(observations);
      return Promise.resolve({ outcome: 'explore', stage: 'learned', reason: 'too little is known' });
    },
    learn: (_pair, same) => void learned.push(same),
  };
}

describe.each(STORE_KINDS)(
  'what is learned from answers that were computed all the same, on the %s store',
  (kind) => {
    it('is kept with the entry that might have answered, and ends with it', async () => {
      const decider = exploring();
      const engine = semanticEngine({ store: await startStore(kind), decider, learns: true });
      await engine.ask(scope, 'one', { text: 'Good.' });
      expect((await engine.ask(scope, 'two', { text: 'good' })).source).toBe('computed');
      await engine.invalidator.query(scope, 'two');
      expect((await engine.ask(scope, 'three', { text: 'bad' })).source).toBe('computed');
      expect(decider.learned).toEqual([true, false]);
      // Of the first entry, at the third question: what the second taught.
      expect(decider.told[0]).toEqual([]);
      expect(decider.told[1]).toEqual([{ similarity: 1, same: true }]);
      // Computed anew it is another entry, of which nothing is known.
      await engine.ask(scope, 'one', { text: 'anew' }, { maxAgeMs: 0 });
      await engine.invalidator.client('w', 'c');
      await engine.ask(scope, 'one', { text: 'Good.' });
      await engine.ask(scope, 'four', { text: 'x' });
      expect(decider.told.at(-1)).toEqual([]);
    });

    it('is nothing, where the answer was not stored', async () => {
      const decider = exploring();
      const engine = semanticEngine({ store: await startStore(kind), decider, learns: true });
      await engine.ask(scope, 'one', 'good');
      await engine.ask(scope, 'two', () => {
        noStore();
        return Promise.resolve('partial');
      });
      expect(decider.learned).toEqual([]);
    });

    it('compares streams by what they say, not by their pieces', async () => {
      const decider = exploring();
      const engine = semanticEngine({ store: await startStore(kind), decider, learns: true });
      const say = async (query: string, ...pieces: string[]): Promise<void> => {
        const resolution = await engine.queries.resolve(scope, query, () =>
          Promise.resolve(ReadableStream.from(pieces) as AsyncIterable<string>),
        );
        if (resolution.source === 'hit') throw new Error('a computation was expected');
        for await (const piece of resolution.computed) expect(typeof piece).toBe('string');
        await engine.scoped.settled();
      };
      await say('one', 'Sleep ', 'improved.');
      await say('two', 'Sleep improved', '.');
      await say('three', 'Sleep ', 'worsened.');
      expect(decider.learned[0]).toBe(true);
      expect(decider.learned.at(-1)).toBe(false);
    });
  },
);

it('counts a request as one, and an explanation as none', async () => {
  const previews: unknown[] = [];
  const decider = exploring();
  const engine = semanticEngine({
    decider: {
      ...decider,
      decide: (...args) => {
        previews.push(args[3]?.preview);
        return decider.decide(...args);
      },
    },
  });
  await engine.ask(scope, 'one', '1');
  await engine.queries.explain(scope, 'two');
  await engine.ask(scope, 'two', '2');
  expect(previews).toEqual([true, false]);
});

describe('a pair that was rejected', () => {
  it.each(STORE_KINDS)(
    'stays apart in both directions until the scope ends, on the %s store',
    async (kind) => {
      const engine = semanticEngine({ store: await startStore(kind) });
      await engine.ask(scope, 'one', '1');
      expect(await engine.queries.keepApart(scope, ' TWO ', 'One')).toBe(true);
      expect((await engine.ask(scope, 'two', '2')).source).toBe('computed');
      // Each of the two is recomputed, and still not answered by the other.
      expect((await engine.ask(scope, 'one', '1b', { maxAgeMs: 0 })).value).toBe('1b');
      const explained = await engine.queries.explain(scope, 'two', { text: true });
      expect(explained.candidates).toMatchObject([{ question: 'one', outcome: 'reject', stage: 'pair' }]);
      expect((await engine.queries.explain(scope, 'one')).candidates).toMatchObject([{ stage: 'pair' }]);
      expect((await engine.ask(scope, 'three', 'x')).source).toBe('semantic');
      const elsewhere = { workspaceId: 'w', clientId: 'd' };
      await engine.ask(elsewhere, 'one', '1');
      expect((await engine.ask(elsewhere, 'two', 'x')).value).toBe('1');
      await engine.invalidator.client('w', 'c');
      await engine.ask(scope, 'one', 'anew');
      expect((await engine.ask(scope, 'two', 'x')).value).toBe('anew');
    },
  );

  it('is not acknowledged by a store that is away', async () => {
    const engine = semanticEngine();
    engine.store.note = () => Promise.reject(new Error('away'));
    expect(await engine.queries.keepApart(scope, 'one', 'two')).toBe(false);
  });

  it('with too many others leaves a question without similar ones', async () => {
    const engine = semanticEngine();
    await engine.ask(scope, 'one', '1');
    for (let n = 0; n < 64; n++) await engine.queries.keepApart(scope, 'two', `other ${n}`);
    expect((await engine.ask(scope, 'two', '2')).value).toBe('2');
  });
});
