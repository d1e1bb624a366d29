import assert from 'node:assert/strict';
import { Bench, conformanceCase, id, place, scope } from './bench.js';
import type { ConformanceCase, CreateStore } from './conformance-case.js';

const { workspace } = scope();

/** Counts, physical deletion, `clear`, health. */
export function housekeepingCases(create: CreateStore): ConformanceCase[] {
  const it = (name: string, body: Parameters<typeof conformanceCase>[2]): ConformanceCase =>
    conformanceCase(create, name, body);
  return [
    it('invalidateClient counts the entries of the client and the workspace-wide ones', async (bench) => {
      for (let n = 0; n < 5; n++) await bench.put(place({ client: 'c', material: n }));
      for (let n = 0; n < 3; n++) await bench.put(place({ material: n }));
      await bench.put(place({ client: 'd' }));
      assert.equal((await bench.store.invalidateClient(scope({ client: 'c' }))).entries, 8);
      assert.equal((await bench.store.invalidateClient(scope({ client: 'c' }))).entries, 0);
    }),

    it('running computations may be counted, once each', async (bench) => {
      for (let n = 0; n < 4; n++) {
        await bench.miss(place({ client: 'c', material: n }), { lease: { owner: 'a', ttlMs: 60_000 } });
      }
      await bench.put(place({ client: 'c', material: 'stored' }));
      const { entries } = await bench.store.invalidateClient(scope({ client: 'c' }));
      assert.ok(entries >= 1 && entries <= 5, `1 entry and 4 computations, counted ${entries}`);
    }),

    it('what invalidateWorkspace counts and what the sweep deletes is the whole workspace', async (bench) => {
      for (const client of ['c', 'd', undefined]) {
        for (let n = 0; n < 4; n++) await bench.put(place({ client, material: n }));
      }
      const { entries } = await bench.store.invalidateWorkspace(workspace);
      const swept = await bench.store.sweep(workspace);
      assert.ok(entries <= 12, `12 entries, counted ${entries}`);
      assert.ok(swept <= 12, `12 entries, swept ${swept}`);
      assert.ok(entries + swept >= 12, `of 12 entries ${entries} were counted and ${swept} swept`);
      assert.equal(await bench.store.sweep(workspace), 0, 'nothing is left to delete');
    }),

    it('invalidateTag and invalidateDocument count no more than there is', async (bench) => {
      const address = place({ client: 'c' });
      await bench.put(address, { documents: [id('document')] });
      const one = await bench.store.invalidateDocument(workspace, id('document'));
      assert.ok(one.entries >= 0 && one.entries <= 1, `counted ${one.entries}`);
      await bench.put(address);
      await bench.put(place({ client: 'c', tag: 'other' }));
      const two = await bench.store.invalidateTag(address, address.tag);
      assert.ok(two.entries >= 0 && two.entries <= 1, `counted ${two.entries}`);
      assert.equal((await bench.store.invalidateTag(scope({ client: 'nobody' }), address.tag)).entries, 0);
    }),

    it('a sweep spares the living: other workspaces, and the workspace re-opened meanwhile', async (bench) => {
      for (let n = 0; n < 50; n++) await bench.put(place({ client: `c${n}` }));
      await bench.put(place({ workspace: 'v', client: 'c' }));
      await bench.store.invalidateWorkspace(workspace);
      const reopened = Array.from({ length: 25 }, (_, n) => place({ client: `c${2 * n}` }));
      const [swept] = await Promise.all([
        bench.store.sweep(workspace),
        ...reopened.map((address) => bench.put(address)),
      ]);
      assert.ok(swept <= 50, `at most the 50 dead entries, not ${swept}`);
      for (const address of reopened) await bench.hit(address);
      assert.equal(await bench.store.sweep(workspace), 0);
      for (const address of reopened) await bench.hit(address);
      await bench.hit(place({ workspace: 'v', client: 'c' }));
    }),

    it('sweeps that are asked for at once all end, and together delete each entry once', async (bench) => {
      for (let n = 0; n < 6; n++) {
        await bench.put(place({ workspace: 'w', client: `c${n}` }));
        await bench.put(place({ workspace: 'v', client: `c${n}` }));
      }
      const other = scope({ workspace: 'v' }).workspace;
      await bench.store.invalidateWorkspace(workspace);
      await bench.store.invalidateWorkspace(other);
      const [first, again, second] = await Promise.all([
        bench.store.sweep(workspace),
        bench.store.sweep(workspace),
        bench.store.sweep(other),
      ]);
      assert.ok(Math.max(first, again) <= 6 && second <= 6, `swept ${first}, ${again} and ${second}`);
      assert.equal((await bench.store.sweep(workspace)) + (await bench.store.sweep(other)), 0);
    }),

    it('clear counts every entry and leaves none', async (bench) => {
      for (let n = 0; n < 7; n++) {
        await bench.put(place({ workspace: `w${n}`, client: 'c' }), { documents: [id('document')] });
        await bench.put(place({ workspace: `w${n}` }));
      }
      assert.deepEqual(await bench.store.clear(), { acknowledged: true, entries: 14 });
      for (let n = 0; n < 7; n++) {
        await bench.miss(place({ workspace: `w${n}`, client: 'c' }));
        await bench.miss(place({ workspace: `w${n}` }));
      }
    }),

    it('another namespace is another store: nothing crosses, and clear leaves it alone', async (bench) => {
      // A store without namespaces is compared with a second instance, which shares nothing either.
      const other = bench.subject.neighbour === undefined ? await create() : undefined;
      const neighbour = new Bench(
        other ?? { ...bench.subject, store: bench.subject.neighbour ?? bench.store },
      );
      try {
        const address = place({ client: 'c' });
        await bench.put(address, { entry: Buffer.from('here') });
        const { token } = await bench.miss(address, { notBefore: Infinity });
        assert.equal((await neighbour.begin(address, {}, neighbour.store)).status, 'miss');
        assert.equal(await neighbour.fill(address, token, {}, neighbour.store), 'refused');
        const there = await neighbour.miss(address, {}, neighbour.store);
        await neighbour.fill(address, there.token, { entry: Buffer.from('there') }, neighbour.store);
        assert.equal((await bench.hit(address)).entry.toString(), 'here');
        await bench.store.invalidateClient(address);
        await bench.store.invalidateWorkspace(address.workspace);
        await bench.store.clear();
        assert.equal((await neighbour.hit(address, {}, neighbour.store)).entry.toString(), 'there');
      } finally {
        await other?.close();
      }
    }),

    it('a started store is not down, and says in sentences what is missing', (bench) => {
      const { kind, status, notes } = bench.store.health();
      assert.notEqual(kind, '');
      assert.ok(status === 'up' || status === 'degraded', `a started store is ${status}`);
      if (status === 'degraded') assert.notEqual(notes.length, 0, 'degraded, but for no reason');
      for (const note of notes) assert.match(note, /^[A-Z].*\.$/s);
      return Promise.resolve();
    }),
  ];
}
