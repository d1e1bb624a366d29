import assert from 'node:assert/strict';
import { conformanceCase, fillOf, place, NOW, TTL_MS } from './bench.js';
import type { ConformanceCase, CreateStore } from './conformance-case.js';

/** BEGIN, FILL and the hit that follows; commands that are late, resent or made by two writers. */
export function fillCases(create: CreateStore): ConformanceCase[] {
  const it = (name: string, body: Parameters<typeof conformanceCase>[2]): ConformanceCase =>
    conformanceCase(create, name, body);
  return [
    it('begin on an empty store is a miss with a whole token, and a fill makes it a hit', async (bench) => {
      const address = place();
      const miss = await bench.miss(address);
      assert.equal(miss.reason, 'absent');
      assert.equal(miss.lease, 'none');
      for (const [name, incarnation] of Object.entries(miss.token)) {
        assert.match(incarnation as string, /^[^\s]+$/, `token.${name} is one word`);
      }
      assert.equal(await bench.fill(address, miss.token), 'stored');
      const hit = await bench.hit(address, {}, bench.peer);
      assert.deepEqual(hit.entry, Buffer.from('an answer'));
      assert.deepEqual([...hit.documents], []);
    }),

    it('a token is the same for everybody until something is invalidated', async (bench) => {
      const address = place({ client: 'c' });
      const first = await bench.miss(address);
      const second = await bench.miss(address, {}, bench.peer);
      assert.deepEqual(second.token, first.token);
    }),

    it('entries of other material, tag, client or workspace are other entries', async (bench) => {
      const places = [
        place({ client: 'c' }),
        place({ client: 'c', material: 'other' }),
        place({ client: 'c', tag: 'other' }),
        place({ client: 'd' }),
        place({}),
        place({ workspace: 'v', client: 'c' }),
        place({ workspace: 'v' }),
      ];
      for (const [index, address] of places.entries()) {
        await bench.put(address, { entry: Buffer.from(`answer ${index}`) });
      }
      for (const [index, address] of places.entries()) {
        assert.equal((await bench.hit(address)).entry.toString(), `answer ${index}`);
      }
    }),

    it('a fill that is executed twice stores once more what it stored', async (bench) => {
      const address = place();
      const { token } = await bench.miss(address);
      assert.equal(await bench.fill(address, token), 'stored');
      assert.equal(await bench.fill(address, token, {}, bench.peer), 'stored');
      assert.deepEqual((await bench.hit(address)).entry, Buffer.from('an answer'));
    }),

    it('of two writers under one token the later fill is the entry', async (bench) => {
      const address = place({ client: 'c' });
      const { token } = await bench.miss(address);
      const other = await bench.miss(address, {}, bench.peer);
      assert.equal(await bench.fill(address, token, { entry: Buffer.from('one') }), 'stored');
      assert.equal(
        await bench.fill(address, other.token, { entry: Buffer.from('two') }, bench.peer),
        'stored',
      );
      assert.equal((await bench.hit(address)).entry.toString(), 'two');
    }),

    it('a fill that is resent after an invalidation stays refused, and leaves the newer entry alone', async (bench) => {
      const address = place({ client: 'c' });
      const { token } = await bench.miss(address);
      const late = fillOf(address, token, { entry: Buffer.from('old') });
      assert.equal(await bench.store.fill(late), 'stored');
      await bench.store.invalidateClient(address);
      assert.equal(await bench.peer.fill(late), 'refused');
      await bench.put(address, { entry: Buffer.from('new') });
      assert.equal(await bench.peer.fill(late), 'refused');
      assert.equal((await bench.hit(address)).entry.toString(), 'new');
    }),

    it('a token of another scope, tag or workspace does not fill', async (bench) => {
      const address = place({ client: 'c' });
      const others = [place({ client: 'd' }), place({ workspace: 'v', client: 'c' })];
      await bench.miss(address);
      for (const other of others) {
        const { token } = await bench.miss(other);
        assert.equal(await bench.fill(address, token), 'refused');
      }
      await bench.store.invalidateTag(address, place({ client: 'c', tag: 'other' }).tag);
      const foreign = await bench.miss(place({ client: 'c', tag: 'other' }));
      assert.equal(await bench.fill(address, foreign.token), 'refused');
      assert.equal((await bench.miss(address)).reason, 'absent');
    }),

    it('a fill with any single incarnation changed is refused', async (bench) => {
      const address = place({ client: 'c' });
      const { token } = await bench.miss(address);
      const document = place({ tag: 'a document' }).tag;
      for (const name of Object.keys(token) as (keyof typeof token)[]) {
        const wrong = { ...token, [name]: `${token[name]}x` };
        // The documents' incarnation is compared for fills that depend on documents, only.
        const documents = name === 'documents' ? [document] : [];
        assert.equal(await bench.fill(address, wrong, { documents }), 'refused', `token.${name}`);
      }
      assert.equal((await bench.miss(address)).reason, 'absent');
    }),

    it('a fill is refused where nothing was begun', async (bench) => {
      const { token } = await bench.miss(place({ client: 'c' }));
      assert.equal(await bench.fill(place({ workspace: 'v', client: 'c' }), token), 'refused');
      assert.equal(await bench.fill(place({ client: 'd' }), token), 'refused');
    }),

    it('an entry is given back byte for byte: all byte values, one byte, one MiB', async (bench) => {
      const every = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
      const entries = [
        every,
        Buffer.from([0]),
        Buffer.from('\n'),
        Buffer.from('\r\n \0 = ,:'),
        Buffer.concat(Array.from({ length: 4096 }, () => every)),
      ];
      for (const [index, entry] of entries.entries()) {
        const address = place({ material: index });
        await bench.put(address, { entry, documents: index % 2 === 0 ? [] : [place({ tag: 'd' }).tag] });
        const hit = await bench.hit(address);
        assert.ok(hit.entry.equals(entry), `entry ${index} of ${entry.length} bytes differs`);
      }
    }),

    it('a refill replaces entry and life', async (bench) => {
      const address = place();
      await bench.put(address, { entry: Buffer.from('first'), expiresAt: NOW + TTL_MS });
      await bench.put(address, {
        entry: Buffer.from('second'),
        createdAt: NOW + 10,
        expiresAt: NOW + 2 * TTL_MS,
      });
      assert.equal((await bench.hit(address, { now: NOW + TTL_MS + 1 })).entry.toString(), 'second');
    }),
  ];
}
