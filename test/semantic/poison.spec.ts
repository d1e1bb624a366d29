import type { Neighbour } from '../../src/cache/semantic/index/vector-index.js';
import type { QueryKeyParts } from '../../src/cache/query/query-cache.js';
import { retrievalLayer } from '../../src/cache/retrieval/retrieval-layer.js';
import type { Scope } from '../../src/engine.js';
import { ExactIndex } from './support/exact-index.js';
import { bySimilarity, semanticEngine, type SemanticEngine } from './support/semantic-engine.js';

const scope: Scope = { workspaceId: 'w', clientId: 'c' };
const key = (query: string, variant: string): QueryKeyParts => ({ query, name: 'agent', variant });

/** Questions about one thing are near each other, and far from those about another. */
const embed = (question: string): Promise<Float32Array> =>
  Promise.resolve(new Float32Array(question.includes('sleep') ? [1, 0.1, 0] : [0, 0.1, 1]));

class PoisonedIndex extends ExactIndex {
  poison: Neighbour[] | undefined;

  override async search(...search: Parameters<ExactIndex['search']>): Promise<readonly Neighbour[]> {
    return this.poison ?? (await super.search(...search));
  }
}

function open(): SemanticEngine & { index: PoisonedIndex; tag: (query: string) => string } {
  const engine = semanticEngine({ index: new PoisonedIndex(), embed, decider: bySimilarity(0.9) });
  return {
    ...engine,
    index: engine.index as PoisonedIndex,
    tag: (query) => engine.digester.tag(engine.queries.normalize(query)),
  };
}

describe('what a poisoned index says', () => {
  it('about the very question is right, so that what follows means something', async () => {
    const { ask, index, tag } = open();
    await ask(scope, key('How is the sleep?', 'a'), 'good');
    index.poison = [{ pointer: tag('How is the sleep?'), similarity: 1 }];
    expect((await ask(scope, key('And the sleep now?', 'a'), 'x')).source).toBe('semantic');
  });

  it('leads to no entry of another question, however near it says that one is', async () => {
    const { ask, index, tag } = open();
    await ask(scope, key('What is the diagnosis?', 'a'), 'secret of another kind');
    index.poison = [{ pointer: tag('What is the diagnosis?'), similarity: 1 }];
    expect((await ask(scope, key('How is the sleep?', 'a'), 'good')).value).toBe('good');
  });

  it('leads to no other partition of the scope, to no other scope, by no pointer', async () => {
    const { ask, index, tag, queries, digester, scoped } = open();
    const CACHED = 'How is the sleep?';
    const places: [Scope, QueryKeyParts][] = [
      [scope, key(CACHED, 'b')],
      [{ workspaceId: 'w' }, key(CACHED, 'a')],
      [{ workspaceId: 'v', clientId: 'c' }, key(CACHED, 'a')],
    ];
    for (const [where, what] of places) await ask(where, what, 'foreign');
    index.poison = places.flatMap(([where, what]) => {
      const { field } = scoped.address(queries.request(where, what));
      return [tag(CACHED), field, `${tag(CACHED)}.${field}`].map((pointer) => ({ pointer, similarity: 1 }));
    });
    expect(index.poison).toHaveLength(9);
    expect((await ask(scope, key('And the sleep now?', 'a'), 'own')).value).toBe('own');
    // The same again with an entry of the same tag in the very scope, but of another layer.
    await scoped.resolve(
      {
        layer: retrievalLayer(60_000),
        scope,
        query: queries.normalize(CACHED),
        material: { name: 'agent', variant: 'a' },
      },
      () => Promise.resolve([{ id: 'passage' }]),
    );
    index.poison = [{ pointer: digester.tag(queries.normalize(CACHED)), similarity: 1 }];
    expect((await ask(scope, key('And the sleep tomorrow?', 'a'), 'own')).value).toBe('own');
  });

  it.each<[string, unknown]>([
    ['a pointer to nothing', { pointer: 'A'.repeat(43), similarity: 1 }],
    ['a pointer that is none', { pointer: '*', similarity: 1 }],
    ['an empty pointer', { pointer: '', similarity: 1 }],
    ['a pointer with a field of the store in it', { pointer: '#g', similarity: 1 }],
    ['a very long pointer', { pointer: 'x'.repeat(100_000), similarity: 1 }],
    ['no pointer', { similarity: 1 }],
  ])('costs a hit and nothing else: %s', async (_, neighbour) => {
    const { ask, index, lookup } = open();
    await ask(scope, key('How is the sleep?', 'a'), 'good');
    index.poison = [neighbour as Neighbour];
    expect(await ask(scope, key('And the sleep now?', 'a'), 'own')).toEqual({
      value: 'own',
      source: 'computed',
    });
    await lookup.settled();
  });

  it.each([NaN, Infinity, -Infinity, 2, undefined])(
    'does not count: a similarity of %p',
    async (similarity) => {
      const { ask, index, tag } = open();
      await ask(scope, key('What is the diagnosis?', 'a'), 'else');
      index.poison = [{ pointer: tag('What is the diagnosis?'), similarity: similarity as number }];
      expect((await ask(scope, key('How is the sleep?', 'a'), 'good')).value).toBe('good');
    },
  );
});

describe('what an entry says of itself', () => {
  /** Stores an entry whose annotation is as given. */
  async function withAnnotation(
    change: (bytes: Buffer) => Buffer,
  ): Promise<{ served: string; corrupt: number }> {
    let corrupt = 0;
    const engine = semanticEngine({
      embed,
      observer: {
        corrupt: () => {
          corrupt++;
        },
      },
    });
    const approach = engine.lookup.approach.bind(engine.lookup);
    let first = true;
    engine.lookup.approach = (...args) => {
      const made = approach(...args);
      if (!first || made === undefined) return made;
      first = false;
      const annotation = made.annotation.bind(made);
      made.annotation = () => {
        const bytes = annotation();
        return bytes && change(Buffer.from(bytes));
      };
      return made;
    };
    await engine.ask(scope, key('How is the sleep?', 'a'), 'cached');
    const { source } = await engine.ask(scope, key('And the sleep now?', 'a'), 'own');
    return { served: source, corrupt };
  }

  it.each<[string, (bytes: Buffer) => Buffer, string, number]>([
    ['as it was written', (bytes) => bytes, 'semantic', 0],
    ['nothing', () => Buffer.alloc(0), 'computed', 0],
    ['of another version', (bytes) => Buffer.concat([Buffer.from([2]), bytes.subarray(1)]), 'computed', 1],
    ['cut', (bytes) => bytes.subarray(0, 20), 'computed', 1],
    ['without a question', (bytes) => bytes.subarray(0, 37 + bytes.readUInt32BE(33)), 'computed', 1],
    [
      'with a question that is no text',
      (bytes) => Buffer.concat([bytes, Buffer.from([0xc3, 0x28])]),
      'computed',
      1,
    ],
    [
      'with NaN in its vector',
      (bytes) => {
        bytes.writeUInt16LE(0x7e00, 41);
        return bytes;
      },
      'computed',
      1,
    ],
    [
      'of another embedding',
      (bytes) => {
        bytes[5] = (bytes[5] as number) ^ 1;
        return bytes;
      },
      'computed',
      0,
    ],
    [
      'with fewer dimensions',
      (bytes) => {
        const vector = Buffer.from([2, 0, 0, 1, 0x00, 0x3c]);
        const size = Buffer.alloc(4);
        size.writeUInt32BE(vector.length);
        return Buffer.concat([
          bytes.subarray(0, 33),
          size,
          vector,
          bytes.subarray(37 + bytes.readUInt32BE(33)),
        ]);
      },
      'computed',
      0,
    ],
  ])('%s', async (_, change, served, corrupt) => {
    expect(await withAnnotation(change)).toEqual({ served, corrupt });
  });

  it('keeps partitions of equal text apart by their digests', () => {
    const { digester } = semanticEngine();
    const address = digester.scope(scope);
    const layer = { name: 'a', version: 1 };
    const one = digester.partition(layer, address, { x: 1 });
    expect(digester.partition(layer, address, { x: 1 })).toBe(one);
    expect(digester.partition(layer, address, { x: 2 })).not.toBe(one);
  });
});
