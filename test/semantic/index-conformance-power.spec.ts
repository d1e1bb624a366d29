import type { Clock } from '../../src/cache/core/clock.js';
import {
  ManualClock,
  vectorIndexConformance,
  type IndexScope,
  type IndexSpace,
  type Neighbour,
} from '../../src/testing.js';
import { dot, NaiveVectorIndex } from './naive-vector-index.js';

type Broken = new (clock: Clock) => NaiveVectorIndex;

const withName = (name: (space: IndexSpace) => string): Broken =>
  class extends NaiveVectorIndex {
    protected override name = name;
  };

/** Indexes as one might build them who has not read the contract, each with one sentence of it broken. */
const FAULTS: Record<string, Broken> = {
  'workspaces thrown together': withName((s) => `w ${s.client} ${s.partition} ${s.embedding}`),
  'clients thrown together': withName((s) => `${s.workspace} c ${s.partition} ${s.embedding}`),
  'partitions thrown together': withName((s) => `${s.workspace} ${s.client} p ${s.embedding}`),
  'embeddings thrown together': withName((s) => `${s.workspace} ${s.client} ${s.partition} e`),
  'partition and embedding in any order': withName(
    (s) => `${s.workspace} ${s.client} ${[s.partition, s.embedding].sort().join(' ')}`,
  ),
  'a filter after the best were chosen': class extends NaiveVectorIndex {
    override async search(...[space, vector, count]: Parameters<NaiveVectorIndex['search']>) {
      const own = await super.search(space, vector, Infinity);
      const others = [...this.spaces].filter(([name]) => name !== this.name(space));
      const foreign = others.flatMap(([, kept]) =>
        [...kept.values()].map(({ vector: v }) => ({ pointer: '', similarity: dot(v, vector) })),
      );
      return this.best([...own, ...foreign], count).filter(({ pointer }) => pointer !== '');
    }
  },
  'distance for similarity': class extends NaiveVectorIndex {
    protected override similarity(a: Float32Array, b: Float32Array) {
      return 1 - super.similarity(a, b);
    }
  },
  'similarity from 0 to 1': class extends NaiveVectorIndex {
    protected override similarity(a: Float32Array, b: Float32Array) {
      return (1 + super.similarity(a, b)) / 2;
    }
  },
  'inner product for cosine': class extends NaiveVectorIndex {
    protected override similarity = dot;
  },
  'similarity off by half a percent': class extends NaiveVectorIndex {
    protected override similarity(a: Float32Array, b: Float32Array) {
      return super.similarity(a, b) * 0.995;
    }
  },
  'the worst first': class extends NaiveVectorIndex {
    protected override best(...args: [Neighbour[], number]) {
      return super.best(...args).reverse();
    }
  },
  'one too many': class extends NaiveVectorIndex {
    override search(...[space, vector, count]: Parameters<NaiveVectorIndex['search']>) {
      return super.search(space, vector, count + 1);
    }
  },
  'never more than three': class extends NaiveVectorIndex {
    override search(...[space, vector, count]: Parameters<NaiveVectorIndex['search']>) {
      return super.search(space, vector, Math.min(count, 3));
    }
  },
  'a vector that is shared with the caller': class extends NaiveVectorIndex {
    protected override own(vector: Float32Array) {
      return vector;
    }
  },
  'an add that does not replace': class extends NaiveVectorIndex {
    override async add(...[space, pointer, vector, ttlMs]: Parameters<NaiveVectorIndex['add']>) {
      if (!this.living(space).has(pointer)) await super.add(space, pointer, vector, ttlMs);
    }
  },
  'an add that keeps the vector it replaces': class extends NaiveVectorIndex {
    private added = 0;
    override async add(...[space, pointer, vector, ttlMs]: Parameters<NaiveVectorIndex['add']>) {
      await super.add(space, `${pointer} ${this.added++}`, vector, ttlMs);
    }
    override async search(...args: Parameters<NaiveVectorIndex['search']>) {
      const neighbours = await super.search(...args);
      return neighbours.map((n) => ({ ...n, pointer: n.pointer.split(' ')[0] ?? '' }));
    }
  },
  'a remove that empties the space': class extends NaiveVectorIndex {
    override async remove(space: IndexSpace) {
      await super.remove(space, [...this.living(space).keys()]);
    }
  },
  'a remove that does nothing': class extends NaiveVectorIndex {
    override remove() {
      return Promise.resolve();
    }
  },
  'a drop of a client that spares other partitions': class extends NaiveVectorIndex {
    override drop(scope: IndexScope) {
      for (const name of this.spaces.keys()) {
        if (scope.client !== undefined && name.startsWith(`${scope.workspace} ${scope.client}`)) {
          return Promise.resolve(Number(this.spaces.delete(name)));
        }
      }
      return super.drop(scope);
    }
  },
  'a drop of a client that drops the workspace': class extends NaiveVectorIndex {
    override drop({ workspace }: IndexScope) {
      return super.drop({ workspace });
    }
  },
  'a drop of a workspace that clears': class extends NaiveVectorIndex {
    override async drop(scope: IndexScope) {
      const dropped = await super.drop(scope);
      if (scope.client === undefined) await this.clear();
      return dropped;
    }
  },
  'a drop that counts spaces it has not': class extends NaiveVectorIndex {
    override async drop(scope: IndexScope) {
      return (await super.drop(scope)) + 1;
    }
  },
  'a clear that does nothing': class extends NaiveVectorIndex {
    override clear() {
      return Promise.resolve();
    }
  },
  'every vector accepted': class extends NaiveVectorIndex {
    protected override check() {
      // Nothing is refused.
    }
  },
  'poison skipped without a word': class extends NaiveVectorIndex {
    override async add(...args: Parameters<NaiveVectorIndex['add']>) {
      await super.add(...args).catch(() => undefined);
    }
  },
  'one number of dimensions for all spaces': class extends NaiveVectorIndex {
    private dimensions = 0;
    override async add(...args: Parameters<NaiveVectorIndex['add']>) {
      await super.add(...args);
      this.dimensions ||= args[2].length;
      if (args[2].length !== this.dimensions) throw new RangeError('Another length than the first.');
    }
  },
  'vectors that live for ever': class extends NaiveVectorIndex {
    override add(...[space, pointer, vector]: Parameters<NaiveVectorIndex['add']>) {
      return super.add(space, pointer, vector, Infinity);
    }
  },
  'a space that lives as long as its last vector': class extends NaiveVectorIndex {
    override async add(...[space, pointer, vector, ttlMs]: Parameters<NaiveVectorIndex['add']>) {
      await super.add(space, pointer, vector, ttlMs);
      const kept = this.living(space);
      for (const [at, { vector: other }] of kept) {
        kept.set(at, { vector: other, until: this.clock.now() + ttlMs });
      }
    }
  },
  'a life that further adds do not change': class extends NaiveVectorIndex {
    override async add(...[space, pointer, vector, ttlMs]: Parameters<NaiveVectorIndex['add']>) {
      const before = this.living(space).get(pointer);
      await super.add(space, pointer, vector, ttlMs);
      const added = this.living(space).get(pointer);
      if (before && added) this.living(space).set(pointer, { ...added, until: before.until });
    }
  },
  'vectors that have ended and still take places': class extends NaiveVectorIndex {
    protected override living(space: IndexSpace) {
      return this.spaces.get(this.name(space)) ?? new Map<string, never>();
    }
    override async search(...args: Parameters<NaiveVectorIndex['search']>) {
      const kept = this.living(args[0]);
      const neighbours = await super.search(...args);
      return neighbours.filter(({ pointer }) => (kept.get(pointer)?.until ?? 0) > this.clock.now());
    }
  },
};

function casesOf(index: Broken) {
  return vectorIndexConformance(() => {
    const clock = new ManualClock();
    const made = new index(clock);
    return Promise.resolve({ index: made, close: () => made.stop(), elapse: (ms) => clock.advance(ms) });
  });
}

describe('the conformance suite for vector indexes finds', () => {
  it.each(Object.entries(FAULTS))('%s', async (_, fault) => {
    const cases = casesOf(fault);
    const failed: string[] = [];
    for (const { name, run } of cases) await run().catch(() => failed.push(name));
    expect(failed).not.toEqual([]);
    // It finds the fault, not a broken test: what the fault does not touch still passes.
    expect(failed.length).toBeLessThan(cases.length);
  });

  it('nothing in an index that keeps the contract', async () => {
    for (const { run } of casesOf(NaiveVectorIndex)) await run();
  });
});
