import {
  Computation,
  dependsOn,
  dependsOnCollection,
  noStore,
  passOn,
  runComputation,
  spent,
} from './computation.js';
import { createCache } from './create-cache.js';

const prices = { layers: { step: 0.5 }, models: { chat: { input: 2, output: 4 } } };
const computation = (): Computation =>
  new Computation(new AbortController().signal, ({ kind, id }) => `${kind}:${id}`, prices);

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what a computation has cost', () => {
  it('is assumed only where the step itself reported nothing', () => {
    const silent = computation();
    silent.inherit({ storable: true, documents: [], costUsd: 1 });
    silent.assumeCost('step', 3);
    expect([silent.costUsd, silent.ownCostUsd]).toEqual([2.5, 1.5]);
    const told = computation();
    told.spentTokens('chat', { inputTokens: 500_000, outputTokens: 250_000 });
    told.assumeCost('step');
    expect([told.costUsd, told.ownCostUsd]).toEqual([2, 2]);
  });
});

describe('what a computation says of itself', () => {
  it('is heard at any depth and after any wait', async () => {
    const notes = computation();
    const value = await runComputation(notes, async () => {
      await later();
      dependsOn('a');
      await Promise.all([later().then(() => dependsOn('b')), later().then(() => dependsOnCollection('a'))]);
      spent(0.25);
      noStore();
      return 'value';
    });
    expect(value).toBe('value');
    expect([...notes.documents]).toEqual(['document:a', 'document:b', 'collection:a']);
    expect(notes).toMatchObject({ storable: false, costUsd: 0.25, ownCostUsd: 0.25 });
  });

  it('is not mixed up with what runs beside it, and is nothing outside of one', async () => {
    const [one, two] = [computation(), computation()];
    await Promise.all([
      runComputation(one, () => later().then(() => dependsOn('one'))),
      runComputation(two, () => later().then(() => dependsOn('two'))),
    ]);
    dependsOn('nobody');
    noStore();
    spent(1);
    passOn(one);
    expect([...one.documents]).toEqual(['document:one']);
    expect([...two.documents]).toEqual(['document:two']);
    expect(one).toMatchObject({ storable: true, costUsd: 0 });
  });

  it('passes on from a part to the whole: documents, unfitness, cost; and not back', async () => {
    const [whole, part] = [computation(), computation()];
    await runComputation(whole, async () => {
      dependsOn('of the whole');
      spent(1);
      await runComputation(part, () => {
        dependsOn('of the part');
        spent(2);
        noStore();
        return Promise.resolve();
      });
      expect(whole.storable).toBe(true);
      passOn(part);
    });
    expect([...whole.documents]).toEqual(['document:of the whole', 'document:of the part']);
    expect(whole).toMatchObject({ storable: false, costUsd: 3, ownCostUsd: 1 });
    expect([...part.documents]).toEqual(['document:of the part']);
  });

  it.each([NaN, Infinity, -1, 0])('takes no cost of %s', (usd) => {
    const notes = computation();
    notes.spent(usd);
    expect(notes.costUsd).toBe(0);
  });
});

describe('the context of a computation', () => {
  it('may be taken apart', async () => {
    const cache = createCache({ redis: null });
    await cache.start();
    const scope = { workspaceId: 'w', clientId: 'c' };
    const resolution = await cache.queries.resolve(
      scope,
      'q',
      ({ noStore, dependsOn, dependsOnCollection, spent }) => {
        dependsOn('letter');
        dependsOnCollection('letters');
        spent(0.5);
        noStore();
        return Promise.resolve('answer');
      },
    );
    expect(resolution).toMatchObject({ source: 'computed', computed: 'answer', fill: 'no_store' });
    expect([...resolution.provenance.documents]).toHaveLength(2);
    expect(resolution.provenance).toMatchObject({ storable: false, costUsd: 0.5 });
    await cache.stop();
  });
});
