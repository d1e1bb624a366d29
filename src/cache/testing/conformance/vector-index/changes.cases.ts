import assert from 'node:assert/strict';
import type { ConformanceCase } from '../conformance-case.js';
import { pointer, space, type IndexCase } from './index-bench.js';

/** Further adds, removals, and much at the same time. */
export function changeCases(it: IndexCase): ConformanceCase[] {
  const here = space({ client: 'c' });
  return [
    it('a further add for a pointer replaces its vector', async (bench) => {
      await bench.add(here, 'a', bench.axis(0));
      await bench.add(here, 'b', bench.slanted(0.5));
      await bench.index.add(here, pointer('a'), bench.axis(2), 60_000);
      const neighbours = await bench.search(here, bench.axis(0));
      assert.deepEqual(
        neighbours.map((neighbour) => neighbour.pointer),
        [pointer('b'), pointer('a')],
      );
      bench.near(neighbours[1]?.similarity, 0);
      bench.near((await bench.search(here, bench.axis(2), 1))[0]?.similarity, 1);
    }),

    it("the index keeps a vector of its own: the caller's may change after the add", async (bench) => {
      const vector = bench.axis(0);
      await bench.add(here, 'a', vector);
      vector.fill(-1);
      bench.near((await bench.search(here, bench.axis(0)))[0]?.similarity, 1);
    }),

    it('a search leaves the vector it was asked with as it was', async (bench) => {
      await bench.add(here, 'a', bench.vector());
      const query = bench.slanted(0.3, 7);
      await bench.search(here, query);
      assert.deepEqual(query, bench.slanted(0.3, 7));
    }),

    it('removed pointers are not found again, the others are', async (bench) => {
      const names = ['a', 'b', 'c', 'd', 'e'];
      for (const [i, name] of names.entries()) await bench.add(here, name, bench.slanted(0.9 - i / 10));
      await bench.index.remove(here, [pointer('a'), pointer('d')]);
      assert.deepEqual(await bench.found(here, bench.axis(), names), ['b', 'c', 'e']);
    }),

    it('removing nothing, unknown pointers, or from an unknown space is no error', async (bench) => {
      await bench.add(here, 'a', bench.axis());
      await bench.index.remove(here, []);
      await bench.index.remove(here, [pointer('unknown')]);
      await bench.index.remove(space({ client: 'nobody' }), [pointer('a')]);
      assert.deepEqual(await bench.found(here, bench.axis(), ['a']), ['a']);
    }),

    it('a removed pointer can be added again, also after the space was empty', async (bench) => {
      await bench.add(here, 'a', bench.axis(0));
      await bench.index.remove(here, [pointer('a')]);
      assert.deepEqual([...(await bench.search(here, bench.axis(0)))], []);
      await bench.add(here, 'a', bench.axis(1));
      bench.near((await bench.search(here, bench.axis(1)))[0]?.similarity, 1);
    }),

    it('after hundreds of adds, replacements and removals there is what there should be', async (bench) => {
      const expected = new Map<string, Float32Array>();
      for (let step = 0; step < 300; step++) {
        const name = String((step * 37) % 60);
        if (step % 3 === 2) {
          await bench.index.remove(here, [pointer(name)]);
          expected.delete(name);
        } else {
          const vector = bench.vector();
          await bench.add(here, name, vector);
          expected.set(name, vector);
        }
      }
      for (const [name, vector] of expected) {
        const [first] = await bench.search(here, vector, 1);
        assert.equal(first?.pointer, pointer(name));
        bench.near(first.similarity, 1);
      }
      const all = await bench.found(here, bench.axis(), [...expected.keys()], 100);
      assert.deepEqual(all.sort(), [...expected.keys()].sort());
    }),

    it('adds and searches at the same time: all are found afterwards', async (bench) => {
      const vectors = Array.from({ length: 100 }, () => bench.vector());
      const searches: Promise<unknown>[] = [];
      const adds = vectors.map((vector, i) => {
        searches.push(bench.search(here, vector, 3));
        return bench.add(here, String(i), vector);
      });
      await Promise.all([...adds, ...searches]);
      for (const [i, vector] of vectors.entries()) {
        const [first] = await bench.search(here, vector, 1);
        assert.equal(first?.pointer, pointer(String(i)));
      }
    }),

    it('of adds for one pointer at the same time one remains, and only one', async (bench) => {
      const vectors = [bench.axis(0), bench.axis(1), bench.axis(2)];
      await Promise.all(vectors.map((vector) => bench.add(here, 'a', vector)));
      const best = await Promise.all(vectors.map((vector) => bench.search(here, vector)));
      for (const neighbours of best) assert.equal(neighbours.length, 1);
      const similarities = best.map(([first]) => Math.round(first?.similarity as number)).sort();
      assert.deepEqual(similarities, [0, 0, 1]);
    }),
  ];
}
