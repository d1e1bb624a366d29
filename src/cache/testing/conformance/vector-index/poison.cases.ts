import assert from 'node:assert/strict';
import type { ConformanceCase } from '../conformance-case.js';
import { space, type IndexBench, type IndexCase } from './index-bench.js';

type Poison = (bench: IndexBench) => Float32Array;

const changed = (bench: IndexBench, value: number): Float32Array => {
  const vector = bench.vector();
  vector[2] = value;
  return vector;
};

/** Vectors that have no direction. */
const DIRECTIONLESS: Record<string, Poison> = {
  'no numbers': () => new Float32Array(0),
  'nothing but zeros': (bench) => new Float32Array(bench.dimensions),
  'a NaN': (bench) => changed(bench, NaN),
  Infinity: (bench) => changed(bench, Infinity),
  '-Infinity': (bench) => changed(bench, -Infinity),
};

const MISFITS: Record<string, Poison> = {
  'one number too few': (bench) => bench.vector().subarray(1),
  'one number too many': (bench) => Float32Array.from([...bench.vector(), 1]),
};

/** What no provider should return, and one day does. */
export function poisonCases(it: IndexCase): ConformanceCase[] {
  const here = space({ client: 'c' });

  const stillWhole = async (bench: IndexBench): Promise<void> => {
    const neighbours = await bench.search(here, bench.axis());
    assert.equal(neighbours.length, 2);
    for (const [i, similarity] of [1, 0.5].entries()) bench.near(neighbours[i]?.similarity, similarity);
  };
  const two = async (bench: IndexBench): Promise<void> => {
    await bench.add(here, 'a', bench.axis());
    await bench.add(here, 'b', bench.slanted(0.5));
  };
  const nothing = async (bench: IndexBench, vector: Float32Array): Promise<void> => {
    try {
      assert.deepEqual([...(await bench.search(here, vector))], []);
    } catch (error) {
      assert.ok(error instanceof RangeError, `RangeError or no neighbours: ${String(error)}`);
    }
  };

  return [
    ...Object.entries(DIRECTIONLESS).map(([name, poison]) =>
      it(`a vector with ${name} is refused with a RangeError, in an empty space too`, async (bench) => {
        await assert.rejects(bench.add(here, 'bad', poison(bench)), RangeError);
        assert.deepEqual([...(await bench.search(here, bench.axis()))], []);
      }),
    ),
    ...Object.entries({ ...DIRECTIONLESS, ...MISFITS }).flatMap(([name, poison]) => [
      it(`a vector with ${name} is refused with a RangeError, and the space is as before`, async (bench) => {
        await two(bench);
        await assert.rejects(bench.add(here, 'bad', poison(bench)), RangeError);
        await stillWhole(bench);
      }),
      it(`a vector with ${name} does not replace the one that a pointer had`, async (bench) => {
        await two(bench);
        await assert.rejects(bench.add(here, 'a', poison(bench)), RangeError);
        await stillWhole(bench);
      }),
      it(`a search with ${name} finds nothing and breaks nothing`, async (bench) => {
        await two(bench);
        await nothing(bench, poison(bench));
        await stillWhole(bench);
      }),
    ]),
    it('spaces may differ in their number of dimensions', async (bench) => {
      await two(bench);
      const there = space({ client: 'c', embedding: 'f' });
      const longer = Float32Array.from([...bench.vector(), 1]);
      await bench.add(there, 'longer', longer);
      assert.deepEqual(await bench.found(there, longer, ['longer']), ['longer']);
      await stillWhole(bench);
    }),
  ];
}
