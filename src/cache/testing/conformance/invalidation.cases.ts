import assert from 'node:assert/strict';
import { conformanceCase, place, scope, type Bench } from './bench.js';
import type { ConformanceCase, CreateStore } from './conformance-case.js';
import { INVALIDATIONS } from './invalidations.js';

/** What an invalidation makes untrue, stored or being computed, and what it leaves alone. */
export function invalidationCases(create: CreateStore): ConformanceCase[] {
  const it = (name: string, body: Parameters<typeof conformanceCase>[2]): ConformanceCase =>
    conformanceCase(create, name, body);
  return [
    ...INVALIDATIONS.flatMap((invalidation) =>
      ['c', undefined].flatMap((client) => {
        const where = `${invalidation.name}, ${client === undefined ? 'workspace-wide' : 'client'} scope`;
        const address = place({ client });
        return [
          it(`${where}: a fill that began before is refused`, async (bench) => {
            const { token } = await bench.miss(address);
            const outcome = await invalidation.run(bench.peer, address);
            assert.equal(outcome.acknowledged, true);
            assert.equal(await bench.fill(address, token), 'refused');
            const after = await bench.miss(address);
            assert.notDeepEqual(after.token, token);
            // The next reader's BEGIN has minted anew; the old token must be no better for that.
            assert.equal(await bench.fill(address, token), 'refused');
            assert.equal(await bench.fill(address, after.token), 'stored');
          }),
          it(`${where}: a stored entry is no hit any more`, async (bench) => {
            await bench.put(address);
            await bench.hit(address);
            await invalidation.run(bench.peer, address);
            const { reason } = await bench.miss(address);
            assert.ok(reason === 'invalidated' || reason === 'absent', `miss for the reason ${reason}`);
            await bench.miss(address, {}, bench.peer);
          }),
          it(`${where}: executed twice, or on nothing, it does no harm`, async (bench) => {
            assert.equal((await invalidation.run(bench.store, address)).acknowledged, true);
            assert.equal((await invalidation.run(bench.store, address)).acknowledged, true);
            await bench.put(address);
            await bench.hit(address);
          }),
          it(`${where}: raced by the fill, never a hit afterwards`, async (bench) => {
            for (let round = 0; round < 30; round++) {
              const { token } = await bench.miss(address);
              // Sent together, over two connections where the store has them: either order is right.
              await Promise.all([
                bench.fill(address, token),
                invalidation.run(bench.peer, address),
                bench.fill(address, token, {}, bench.peer),
              ]);
              await bench.miss(address);
            }
          }),
        ];
      }),
    ),

    it('invalidateClient drops the workspace-wide answers and no other client or workspace', async (bench) => {
      await fillAll(bench);
      await bench.store.invalidateClient(scope({ client: 'c' }));
      assert.deepEqual(await hits(bench), ['w/d', 'v/c', 'v/_']);
    }),

    it('invalidateClient refuses running workspace-wide fills and no other client', async (bench) => {
      const wide = place();
      const other = place({ client: 'd' });
      const [first, second] = [await bench.miss(wide), await bench.miss(other)];
      await bench.store.invalidateClient(scope({ client: 'c' }));
      assert.equal(await bench.fill(wide, first.token), 'refused');
      assert.equal(await bench.fill(other, second.token), 'stored');
    }),

    it('invalidateClient of the workspace-wide scope drops no client', async (bench) => {
      await fillAll(bench);
      await bench.store.invalidateClient(scope());
      assert.deepEqual(await hits(bench), ['w/c', 'w/d', 'v/c', 'v/_']);
    }),

    it('invalidateWorkspace drops every scope of the workspace and no other workspace', async (bench) => {
      await fillAll(bench);
      await bench.store.invalidateWorkspace(scope().workspace);
      assert.deepEqual(await hits(bench), ['v/c', 'v/_']);
    }),

    it('invalidateTag drops that tag in that scope only, whatever the material', async (bench) => {
      const dropped = [place({ client: 'c', material: 1 }), place({ client: 'c', material: 2 })];
      const kept = [
        place({ client: 'c', tag: 'other' }),
        place({ client: 'd' }),
        place(),
        place({ workspace: 'v', client: 'c' }),
      ];
      for (const address of [...dropped, ...kept]) await bench.put(address);
      const running = await bench.miss(place({ client: 'c', tag: 'other', material: 3 }));
      await bench.store.invalidateTag(scope({ client: 'c' }), place().tag);
      for (const address of dropped) await bench.miss(address);
      for (const address of kept) await bench.hit(address);
      assert.equal(
        await bench.fill(place({ client: 'c', tag: 'other', material: 3 }), running.token),
        'stored',
      );
    }),

    it('many tags of one scope can be invalidated, and each stays invalidated', async (bench) => {
      const address = place({ client: 'c' });
      const { token } = await bench.miss(address);
      await bench.put(address);
      await bench.store.invalidateTag(address, address.tag);
      for (let tag = 0; tag < 400; tag++) {
        await bench.store.invalidateTag(address, place({ tag: `tag ${tag}` }).tag);
      }
      await bench.miss(address);
      assert.equal(await bench.fill(address, token), 'refused');
    }),

    it('incarnations never repeat over 1,000 re-openings', async (bench) => {
      const address = place({ client: 'c' });
      const seen = new Set<string>();
      const first = (await bench.miss(address)).token;
      seen.add(`${first.workspace} ${first.scope} ${first.tag}`);
      for (let round = 0; round < 1000; round++) {
        const invalidation = INVALIDATIONS[round % 3];
        assert.ok(invalidation !== undefined);
        await invalidation.run(bench.store, address);
        const { token } = await bench.miss(address, {}, round % 2 === 0 ? bench.store : bench.peer);
        seen.add(`${token.workspace} ${token.scope} ${token.tag}`);
      }
      assert.equal(seen.size, 1001);
      assert.equal(await bench.fill(address, first), 'refused');
    }),
  ];
}

const EVERYWHERE = ['w/c', 'w/d', 'w/_', 'v/c', 'v/_'];

function placeOf(name: string): ReturnType<typeof place> {
  const [workspace = '', client = ''] = name.split('/');
  return place({ workspace, client: client === '_' ? undefined : client });
}

async function fillAll(bench: Bench): Promise<void> {
  for (const name of EVERYWHERE) await bench.put(placeOf(name));
  assert.deepEqual(await hits(bench), EVERYWHERE);
}

async function hits(bench: Bench): Promise<string[]> {
  const found: string[] = [];
  for (const name of EVERYWHERE) {
    if ((await bench.begin(placeOf(name))).status === 'hit') found.push(name);
  }
  return found;
}
