import assert from 'node:assert/strict';
import type { IndexScope } from '../../../semantic/index/vector-index.js';
import type { ConformanceCase } from '../conformance-case.js';
import { space, type IndexBench, type IndexCase, type Place } from './index-bench.js';

const PLACES: Record<string, Place> = {
  c: { client: 'c' },
  'c, another partition': { client: 'c', partition: 'q' },
  'c, another embedding': { client: 'c', embedding: 'f' },
  d: { client: 'd' },
  wide: {},
  'wide, another partition': { partition: 'q' },
  'c of v': { workspace: 'v', client: 'c' },
  'wide of v': { workspace: 'v' },
};
const NAMES = Object.keys(PLACES);

const clientOf = (place: Place): IndexScope => {
  const { workspace, client } = space(place);
  return { workspace, client };
};

/** Two vectors in each place. */
async function fill(bench: IndexBench): Promise<void> {
  for (const [name, place] of Object.entries(PLACES)) {
    await bench.add(space(place), name, bench.axis());
    await bench.add(space(place), `${name} too`, bench.slanted(0.5));
  }
}

async function remaining(bench: IndexBench): Promise<string[]> {
  const left: string[] = [];
  for (const [name, place] of Object.entries(PLACES)) {
    const { length } = await bench.search(space(place), bench.axis());
    assert.ok(length === 0 || length === 2, 'a space goes as a whole');
    if (length > 0) left.push(name);
  }
  return left;
}

/** drop and clear: for erasure, so nothing of the scope may stay, and nothing else may go. */
export function scopeCases(it: IndexCase): ConformanceCase[] {
  const dropping = (what: string, scope: IndexScope, gone: readonly string[]): ConformanceCase =>
    it(`drop of ${what} forgets its spaces, and no others`, async (bench) => {
      await fill(bench);
      const count = await bench.index.drop(scope);
      assert.ok(Number.isInteger(count) && count >= 0 && count <= 2 * gone.length, `${count} were dropped`);
      assert.deepEqual(
        await remaining(bench),
        NAMES.filter((name) => !gone.includes(name)),
      );
    });
  return [
    dropping('a client', clientOf({ client: 'c' }), ['c', 'c, another partition', 'c, another embedding']),
    dropping('the workspace-wide answers', clientOf({}), ['wide', 'wide, another partition']),
    dropping(
      'a workspace',
      { workspace: space().workspace },
      NAMES.filter((name) => !name.endsWith(' of v')),
    ),
    dropping('an unknown client', clientOf({ client: 'nobody' }), []),
    dropping('an unknown workspace', { workspace: space({ workspace: 'nowhere' }).workspace }, []),

    it('a dropped space can be filled again', async (bench) => {
      const here = space({ client: 'c' });
      await bench.add(here, 'a', bench.axis());
      await bench.index.drop({ workspace: here.workspace });
      await bench.add(here, 'b', bench.axis());
      assert.deepEqual(await bench.found(here, bench.axis(), ['a', 'b']), ['b']);
      assert.deepEqual(await bench.found(here, bench.axis(), ['a', 'b'], 1), ['b']);
    }),

    it('a second drop finds nothing to do', async (bench) => {
      await fill(bench);
      await bench.index.drop(clientOf({ client: 'c' }));
      assert.equal(await bench.index.drop(clientOf({ client: 'c' })), 0);
    }),

    it('clear forgets everything, and what is added afterwards is found', async (bench) => {
      await fill(bench);
      await bench.index.clear();
      assert.deepEqual(await remaining(bench), []);
      await fill(bench);
      assert.deepEqual(await remaining(bench), NAMES);
    }),

    it('clear, drop and remove leave another namespace alone', async (bench) => {
      const { neighbour } = bench.subject;
      if (neighbour === undefined) return;
      const here = space({ client: 'c' });
      await bench.add(here, 'a', bench.axis());
      await neighbour.add(here, 'theirs', bench.axis(), 60_000);
      assert.deepEqual(await bench.found(here, bench.axis(), ['a']), ['a']);
      await bench.index.remove(here, ['theirs']);
      await bench.index.drop({ workspace: here.workspace });
      await bench.index.clear();
      assert.equal((await neighbour.search(here, bench.axis(), 5)).length, 1);
      await neighbour.clear();
    }),

    it('adds that meet a drop harm nothing, and a drop after them leaves nothing', async (bench) => {
      const here = space({ client: 'c' });
      const adds = Array.from({ length: 30 }, (_, i) => bench.add(here, String(i), bench.vector()));
      await Promise.all([...adds, bench.index.drop({ workspace: here.workspace })]);
      await bench.index.drop({ workspace: here.workspace });
      assert.deepEqual([...(await bench.search(here, bench.vector()))], []);
    }),
  ];
}
