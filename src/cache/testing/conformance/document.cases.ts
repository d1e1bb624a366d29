import assert from 'node:assert/strict';
import { conformanceCase, id, place, scope } from './bench.js';
import type { ConformanceCase, CreateStore } from './conformance-case.js';

const { workspace } = scope();
const [ONE, TWO, THREE] = [id('document 1'), id('document 2'), id('document 3')];

/** Entries that were made from documents. */
export function documentCases(create: CreateStore): ConformanceCase[] {
  const it = (name: string, body: Parameters<typeof conformanceCase>[2]): ConformanceCase =>
    conformanceCase(create, name, body);
  return [
    it('a hit tells the documents its entry was made from', async (bench) => {
      const address = place({ client: 'c' });
      await bench.put(address, { documents: [ONE, TWO] });
      const { documents, entry } = await bench.hit(address, {}, bench.peer);
      assert.deepEqual([...documents].sort(), [ONE, TWO].sort());
      assert.deepEqual(entry, Buffer.from('an answer'));
    }),

    it('invalidateDocument makes exactly the entries made from it untrue, in every scope', async (bench) => {
      const entries: [string | undefined, string[]][] = [
        ['c', [ONE]],
        ['d', [TWO, ONE]],
        [undefined, [ONE, THREE]],
        ['e', [TWO]],
        ['f', []],
        ['g', [TWO, THREE]],
      ];
      for (const [client, documents] of entries) await bench.put(place({ client }), { documents });
      const outcome = await bench.peer.invalidateDocument(workspace, ONE);
      assert.equal(outcome.acknowledged, true);
      for (const [client, documents] of entries) {
        const { status } = await bench.begin(place({ client }));
        assert.equal(status, documents.includes(ONE) ? 'miss' : 'hit', `entry of client ${String(client)}`);
      }
    }),

    it('the document of another workspace is another document', async (bench) => {
      await bench.put(place({ workspace: 'v' }), { documents: [ONE] });
      await bench.store.invalidateDocument(workspace, ONE);
      await bench.hit(place({ workspace: 'v' }));
    }),

    it('running fills that used any document are refused, those that used none are stored', async (bench) => {
      const addresses = [place({ client: 'c' }), place({ client: 'd' }), place({ client: 'e' })] as const;
      const [used, other, none] = [
        await bench.miss(addresses[0]),
        await bench.miss(addresses[1]),
        await bench.miss(addresses[2]),
      ];
      await bench.store.invalidateDocument(workspace, ONE);
      assert.equal(await bench.fill(addresses[0], used.token, { documents: [ONE] }), 'refused');
      assert.equal(await bench.fill(addresses[1], other.token, { documents: [TWO] }), 'refused');
      assert.equal(await bench.fill(addresses[2], none.token, { documents: [] }), 'stored');
    }),

    it('a fill resent after the invalidation of its document brings nothing back', async (bench) => {
      const address = place({ client: 'c' });
      const { token } = await bench.miss(address);
      assert.equal(await bench.fill(address, token, { documents: [ONE] }), 'stored');
      await bench.store.invalidateDocument(workspace, ONE);
      assert.equal(await bench.fill(address, token, { documents: [ONE] }, bench.peer), 'refused');
      await bench.miss(address);
      assert.equal(await bench.fill(address, token, { documents: [ONE] }), 'refused');
    }),

    it('a fill after the invalidation lives, and does not revive what died by it', async (bench) => {
      const [old, fresh] = [place({ client: 'c' }), place({ client: 'd' })];
      await bench.put(old, { documents: [ONE] });
      await bench.store.invalidateDocument(workspace, ONE);
      await bench.put(fresh, { documents: [ONE] });
      await bench.hit(fresh);
      const { reason } = await bench.miss(old);
      assert.ok(reason === 'invalidated' || reason === 'absent', `miss for the reason ${reason}`);
    }),

    it('entries made from a document share its incarnation: a later fill keeps the earlier entry', async (bench) => {
      await bench.put(place({ client: 'c' }), { documents: [ONE] });
      await bench.put(place({ client: 'd' }), { documents: [ONE] });
      await bench.hit(place({ client: 'c' }));
      await bench.hit(place({ client: 'd' }));
    }),

    it('raced by the fill, never a hit afterwards', async (bench) => {
      const address = place({ client: 'c' });
      for (let round = 0; round < 30; round++) {
        const { token } = await bench.miss(address);
        await Promise.all([
          bench.fill(address, token, { documents: [ONE] }),
          bench.peer.invalidateDocument(workspace, ONE),
          bench.fill(address, token, { documents: [ONE, TWO] }, bench.peer),
        ]);
        await bench.miss(address);
      }
    }),

    it('a refill may depend on other documents than the entry it replaces', async (bench) => {
      const address = place({ client: 'c' });
      await bench.put(address, { documents: [ONE] });
      await bench.put(address, { documents: [TWO] });
      await bench.store.invalidateDocument(workspace, ONE);
      assert.deepEqual([...(await bench.hit(address)).documents], [TWO]);
      await bench.store.invalidateDocument(workspace, TWO);
      await bench.miss(address);
    }),
  ];
}
