import assert from 'node:assert/strict';
import type { IndexSpace } from '../../../semantic/index/vector-index.js';
import type { ConformanceCase } from '../conformance-case.js';
import { space, TTL_MS, type IndexBench, type IndexCase } from './index-bench.js';

const SHORT_MS = 250;
/** How long after its end a vector may still be found, and how often the cases look. */
const GRACE_MS = 3000;
const STEP_MS = 250;

async function untilOnly(bench: IndexBench, where: IndexSpace, left: readonly string[]): Promise<void> {
  const names = ['a', 'b', 'c'];
  let found: string[] = [];
  for (let waited = 0; waited <= SHORT_MS + GRACE_MS; waited += STEP_MS) {
    await bench.elapse(STEP_MS);
    found = (await bench.found(where, bench.axis(), names)).sort();
    if (found.length <= left.length) break;
  }
  assert.deepEqual(found, left);
}

/** Vectors end; which of them, each by its own time. */
export function lifetimeCases(it: IndexCase): ConformanceCase[] {
  const here = space({ client: 'c' });
  return [
    it('a vector is found during its life and forgotten not long after', async (bench) => {
      await bench.add(here, 'a', bench.axis(), SHORT_MS);
      assert.deepEqual(await bench.found(here, bench.axis(), ['a']), ['a']);
      await untilOnly(bench, here, []);
    }),

    it('vectors of one space end each at its own time, in whatever order they came', async (bench) => {
      await bench.add(here, 'a', bench.slanted(0.9), TTL_MS);
      await bench.add(here, 'b', bench.axis(), SHORT_MS);
      await bench.add(here, 'c', bench.slanted(0.8), TTL_MS);
      await untilOnly(bench, here, ['a', 'c']);
    }),

    it('those that have ended do not take the place of the living in a short list', async (bench) => {
      for (let i = 0; i < 20; i++) await bench.add(here, `gone ${i}`, bench.axis(), SHORT_MS);
      await bench.add(here, 'a', bench.slanted(0.5), TTL_MS);
      await untilOnly(bench, here, ['a']);
      assert.deepEqual(await bench.found(here, bench.axis(), ['a'], 1), ['a']);
    }),

    it('a further add lengthens the life of a pointer', async (bench) => {
      await bench.add(here, 'a', bench.axis(), SHORT_MS);
      await bench.add(here, 'b', bench.axis(), SHORT_MS);
      await bench.add(here, 'a', bench.axis(), TTL_MS);
      await untilOnly(bench, here, ['a']);
    }),

    it('a further add shortens the life of a pointer', async (bench) => {
      await bench.add(here, 'a', bench.axis(), TTL_MS);
      await bench.add(here, 'b', bench.axis(), TTL_MS);
      await bench.add(here, 'a', bench.axis(), SHORT_MS);
      await untilOnly(bench, here, ['b']);
    }),
  ];
}
