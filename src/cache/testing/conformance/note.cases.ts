import assert from 'node:assert/strict';
import type { ScopeAddress } from '../../core/address.js';
import { type Bench, conformanceCase, id, NOW, place, scope } from './bench.js';
import type { ConformanceCase, CreateStore } from './conformance-case.js';

const NAME = `x:${id('a question')}`;
const client = scope({ client: 'c' });
const ADDRESS = place({ client: 'c' });

const note = (bench: Bench, text: string, where: ScopeAddress = client, max = 8): Promise<boolean> =>
  bench.store.note({ scope: where, name: NAME, note: Buffer.from(text), max });

async function noted(bench: Bench, where: ScopeAddress = client): Promise<string[]> {
  const [notes] = await bench.peer.notes(where, [NAME]);
  return (notes ?? []).map(String);
}

/** What is kept beside entries, and that it dies with them; and what a miss says of the tag. */
export function noteCases(create: CreateStore): ConformanceCase[] {
  const it = (name: string, body: Parameters<typeof conformanceCase>[2]): ConformanceCase =>
    conformanceCase(create, name, body);
  return [
    it('notes are given back as they were, oldest first, by name', async (bench) => {
      await bench.put(ADDRESS);
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      const notes = [bytes, Buffer.alloc(0), Buffer.from('3:abc'), Buffer.from('é\n')];
      for (const each of notes) {
        assert.equal(await bench.store.note({ scope: client, name: NAME, note: each, max: 9 }), true);
      }
      await bench.store.note({ scope: client, name: 'y', note: Buffer.from('other'), max: 1 });
      const found = await bench.peer.notes(client, ['y', 'nothing', NAME]);
      assert.deepEqual(
        found.map((row) => row.map((each) => each.toString('hex'))),
        [[Buffer.from('other').toString('hex')], [], notes.map((each) => each.toString('hex'))],
      );
      assert.deepEqual(await bench.store.notes(client, []), []);
    }),

    it('of more notes than are to be kept the oldest go', async (bench) => {
      await bench.put(ADDRESS);
      for (const text of ['one', 'two', 'three', 'four']) await note(bench, text, client, 3);
      assert.deepEqual(await noted(bench), ['two', 'three', 'four']);
      await note(bench, 'five', client, 1);
      assert.deepEqual(await noted(bench), ['five']);
    }),

    it('where nothing was begun nothing is noted', async (bench) => {
      assert.equal(await note(bench, 'lost'), false);
      await bench.put(ADDRESS);
      assert.deepEqual(await noted(bench), []);
    }),

    it('notes belong to their scope', async (bench) => {
      await bench.put(ADDRESS);
      await bench.put(place({ client: 'd' }));
      await bench.put(place({ workspace: 'v', client: 'c' }));
      await note(bench, 'here');
      for (const other of [scope({ client: 'd' }), scope(), scope({ workspace: 'v', client: 'c' })]) {
        assert.deepEqual(await noted(bench, other), []);
      }
    }),

    ...(['client', 'workspace', 'clear'] as const).map((what) =>
      it(`notes end with the incarnation of their scope: ${what}`, async (bench) => {
        await bench.put(ADDRESS);
        await note(bench, 'old');
        if (what === 'client') await bench.store.invalidateClient(client);
        else if (what === 'workspace') await bench.store.invalidateWorkspace(client.workspace);
        else await bench.store.clear();
        assert.deepEqual(await noted(bench), [], 'before anything is begun anew');
        assert.equal(await note(bench, 'between'), false);
        await bench.put(ADDRESS);
        assert.deepEqual(await noted(bench), []);
        await note(bench, 'new');
        assert.deepEqual(await noted(bench), ['new']);
      }),
    ),

    it('notes outlive the invalidation of one tag or document', async (bench) => {
      await bench.put(ADDRESS, { documents: [id('document')] });
      await note(bench, 'kept');
      await bench.store.invalidateTag(ADDRESS, ADDRESS.tag);
      await bench.store.invalidateDocument(ADDRESS.workspace, id('document'));
      assert.deepEqual(await noted(bench), ['kept']);
    }),

    it('a note makes nothing a hit, and no entry untrue', async (bench) => {
      const { token } = await bench.miss(ADDRESS);
      for (const name of [NAME, ADDRESS.field, ADDRESS.tag]) {
        await bench.store.note({ scope: client, name, note: Buffer.from('an answer'), max: 1 });
      }
      await bench.miss(ADDRESS);
      assert.equal(await bench.fill(ADDRESS, token), 'stored');
      await note(bench, 'later');
      assert.equal((await bench.hit(ADDRESS)).entry.toString(), 'an answer');
    }),

    it('notes are not counted as entries', async (bench) => {
      for (let n = 0; n < 3; n++) await bench.put(place({ client: 'c', material: n }));
      for (const name of ['a', 'b', 'c', 'd']) {
        await bench.store.note({ scope: client, name, note: Buffer.from('x'), max: 2 });
      }
      assert.equal((await bench.store.invalidateClient(client)).entries, 3);
      const elsewhere = scope({ workspace: 'v', client: 'c' });
      await bench.put(place({ workspace: 'v', client: 'c' }));
      await note(bench, 'x', elsewhere);
      await bench.store.invalidateWorkspace(elsewhere.workspace);
      assert.ok((await bench.store.sweep(elsewhere.workspace)) <= 1);
    }),

    it('clear does not count notes', async (bench) => {
      await bench.put(ADDRESS);
      await note(bench, 'x');
      assert.equal((await bench.store.clear()).entries, 1);
    }),

    it('fills leave notes alone, expired as everything around them may be', async (bench) => {
      await bench.put(ADDRESS);
      await note(bench, 'kept');
      const later = { createdAt: NOW + 86_400_000, expiresAt: NOW + 90_000_000 };
      for (let n = 0; n < 40; n++) await bench.put(place({ client: 'c', material: n }), later);
      assert.deepEqual(await noted(bench), ['kept']);
    }),

    it('a miss says whether its tag was invalidated in the life of the scope', async (bench) => {
      const renewed = async (): Promise<boolean> => (await bench.miss(ADDRESS)).tagRenewed;
      assert.equal(await renewed(), false);
      await bench.put(place({ client: 'c', tag: 'other' }));
      assert.equal(await renewed(), false);
      // Also where nothing was ever asked under this tag: entries of other tags may be older than this.
      await bench.store.invalidateTag(ADDRESS, ADDRESS.tag);
      assert.equal(await renewed(), true);
      assert.equal((await bench.miss(ADDRESS, {}, bench.peer)).tagRenewed, true);
      await bench.put(ADDRESS);
      assert.equal((await bench.miss(ADDRESS, { notBefore: Infinity })).tagRenewed, true);
    }),
  ];
}
