import assert from 'node:assert/strict';
import type { ConformanceCase } from '../conformance-case.js';
import { cosine, pointer, space, type IndexCase } from './index-bench.js';

/** What a search finds, in which order, and how similar it says that is. */
export function neighbourCases(it: IndexCase): ConformanceCase[] {
  const here = space({ client: 'c' });
  return [
    it('the index says what it is in one word', (bench) => {
      assert.match(bench.index.kind, /^[\w-]+$/);
      return Promise.resolve();
    }),

    it('a space nobody added to has no neighbours', async (bench) => {
      assert.deepEqual([...(await bench.search(here, bench.vector()))], []);
      await bench.add(space({ client: 'another' }), 'a', bench.vector());
      assert.deepEqual([...(await bench.search(here, bench.vector()))], []);
    }),

    it('a vector is found by itself, with similarity 1', async (bench) => {
      const vector = bench.vector();
      await bench.add(here, 'a', vector);
      const neighbours = await bench.search(here, vector);
      assert.equal(neighbours.length, 1);
      assert.equal(neighbours[0]?.pointer, pointer('a'));
      bench.near(neighbours[0].similarity, 1);
    }),

    it('neighbours come the most similar first, with their cosines from 1 to -1', async (bench) => {
      const cosines = [0, 0.5, -1, 0.9, 1, -0.5, 0.97];
      for (const value of cosines) await bench.add(here, String(value), bench.slanted(value));
      const neighbours = await bench.search(here, bench.axis());
      const sorted = [...cosines].sort((a, b) => b - a);
      assert.deepEqual(
        neighbours.map((neighbour) => neighbour.pointer),
        sorted.map((value) => pointer(String(value))),
      );
      for (const [i, value] of sorted.entries()) bench.near(neighbours[i]?.similarity, value);
    }),

    it('a similarity is a cosine: the length of a vector counts for nothing', async (bench) => {
      await bench.add(here, 'long', bench.slanted(0.8, 100));
      await bench.add(here, 'short', bench.slanted(0.9, 0.01));
      for (const length of [0.02, 1, 50]) {
        const [first, second] = await bench.search(here, bench.slanted(1, length));
        assert.equal(first?.pointer, pointer('short'));
        bench.near(first.similarity, 0.9);
        bench.near(second?.similarity, 0.8);
      }
    }),

    it('there are at most as many neighbours as asked for, and they are the best', async (bench) => {
      const names = ['0.9', '0.7', '0.5', '0.3', '0.1'];
      for (const name of [...names].reverse()) await bench.add(here, name, bench.slanted(Number(name)));
      for (const count of [1, 2, 4, 5, 50]) {
        assert.deepEqual(await bench.found(here, bench.axis(), names, count), names.slice(0, count));
      }
    }),

    it('equal vectors under other pointers are all found', async (bench) => {
      const vector = bench.vector();
      const names = ['a', 'b', 'c'];
      for (const name of names) await bench.add(here, name, vector);
      assert.deepEqual((await bench.found(here, vector, names)).sort(), names);
    }),

    it('among two hundred vectors the nearest ones are found, each with its cosine', async (bench) => {
      const vectors = new Map(Array.from({ length: 200 }, (_, i) => [pointer(String(i)), bench.vector()]));
      for (const [at, vector] of vectors) await bench.index.add(here, at, vector, 60_000);
      for (let round = 0; round < 20; round++) {
        const query = bench.vector();
        const best = [...vectors.values()].map((vector) => cosine(query, vector)).sort((a, b) => b - a);
        const neighbours = await bench.search(here, query, 8);
        assert.equal(new Set(neighbours.map((neighbour) => neighbour.pointer)).size, 8, 'no pointer twice');
        for (const [rank, neighbour] of neighbours.entries()) {
          const vector = vectors.get(neighbour.pointer);
          assert.ok(vector !== undefined, 'a pointer nobody added');
          const truth = cosine(query, vector);
          bench.near(neighbour.similarity, truth);
          if (rank === 0)
            assert.ok(truth >= (best[0] as number) - 2 * bench.tolerance, 'the best is missing');
          else assert.ok((neighbours[rank - 1]?.similarity as number) >= neighbour.similarity, 'in order');
        }
      }
    }),
  ];
}
