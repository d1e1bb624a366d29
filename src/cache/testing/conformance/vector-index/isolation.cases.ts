import assert from 'node:assert/strict';
import type { ConformanceCase } from '../conformance-case.js';
import { pointer, space, type IndexCase, type Place } from './index-bench.js';

const HERE: Place = { workspace: 'w', client: 'c', partition: 'p', embedding: 'e' };

/** Spaces that differ from `HERE` in one thing. */
const ELSEWHERE: Record<string, Place> = {
  'another workspace': { ...HERE, workspace: 'v' },
  'another client': { ...HERE, client: 'd' },
  'the whole workspace': { ...HERE, client: undefined },
  'another partition': { ...HERE, partition: 'q' },
  'another embedding': { ...HERE, embedding: 'f' },
  'partition and embedding exchanged': { ...HERE, partition: 'e', embedding: 'p' },
};

/** Spaces are kept apart by equality, whatever the similarity. */
export function isolationCases(it: IndexCase): ConformanceCase[] {
  const here = space(HERE);
  return Object.entries(ELSEWHERE).flatMap(([name, place]) => {
    const there = space(place);
    return [
      it(`an equal vector of ${name} is not found`, async (bench) => {
        const vector = bench.vector();
        await bench.add(there, 'theirs', vector);
        assert.deepEqual([...(await bench.search(here, vector))], []);
        await bench.add(here, 'ours', bench.vector());
        assert.deepEqual(await bench.found(here, vector, ['ours', 'theirs']), ['ours']);
        assert.deepEqual(await bench.found(there, vector, ['ours', 'theirs']), ['theirs']);
      }),

      it(`what ${name} does with the same pointer is its own affair`, async (bench) => {
        await bench.add(here, 'same', bench.axis(0));
        await bench.add(there, 'same', bench.axis(1));
        bench.near((await bench.search(here, bench.axis(0)))[0]?.similarity, 1);
        bench.near((await bench.search(there, bench.axis(0)))[0]?.similarity, 0);
        await bench.index.remove(there, [pointer('same')]);
        assert.deepEqual(await bench.found(here, bench.axis(0), ['same']), ['same']);
        assert.deepEqual([...(await bench.search(there, bench.axis(1)))], []);
      }),

      it(`nearer vectors of ${name} do not crowd out those of the space`, async (bench) => {
        await bench.add(here, 'ours', bench.slanted(0.6));
        for (let i = 0; i < 30; i++) await bench.add(there, `theirs ${i}`, bench.axis());
        assert.deepEqual(await bench.found(here, bench.axis(), ['ours'], 1), ['ours']);
      }),
    ];
  });
}
