import assert from 'node:assert/strict';
import { conformanceCase, place, NOW, TTL_MS } from './bench.js';
import type { ConformanceCase, CreateStore } from './conformance-case.js';

/** Age: by the reader's time and wish. */
export function expiryCases(create: CreateStore): ConformanceCase[] {
  const it = (name: string, body: Parameters<typeof conformanceCase>[2]): ConformanceCase =>
    conformanceCase(create, name, body);
  const address = place({ client: 'c' });
  return [
    it("an entry expires by the reader's time: a hit one millisecond before, a miss at the instant", async (bench) => {
      await bench.put(address, { createdAt: NOW, expiresAt: NOW + TTL_MS });
      await bench.hit(address, { now: NOW + TTL_MS - 1 });
      assert.equal((await bench.miss(address, { now: NOW + TTL_MS })).reason, 'expired');
    }),

    it('what has expired can be filled again', async (bench) => {
      await bench.put(address, { expiresAt: NOW + 10 });
      const later = NOW + 1000;
      const { token } = await bench.miss(address, { now: later });
      const renewed = { createdAt: later, expiresAt: later + TTL_MS };
      assert.equal(await bench.fill(address, token, renewed), 'stored');
      await bench.hit(address, { now: later + 1 });
    }),

    it('fractions of a millisecond in the times do not make an entry unreadable', async (bench) => {
      await bench.put(address, { createdAt: NOW + 0.25, expiresAt: NOW + TTL_MS + 0.75 });
      await bench.hit(address, { now: NOW + 0.5, notBefore: NOW - 0.5 });
    }),

    it('only entries created at or after notBefore are hits', async (bench) => {
      await bench.put(address, { createdAt: NOW });
      await bench.hit(address, { notBefore: 0 });
      await bench.hit(address, { notBefore: NOW });
      assert.equal((await bench.miss(address, { notBefore: NOW + 1 })).reason, 'refresh');
      assert.equal((await bench.miss(address, { notBefore: Infinity })).reason, 'refresh');
    }),

    it('who asks for something newer leaves the entry to the others', async (bench) => {
      await bench.put(address, { entry: Buffer.from('old'), createdAt: NOW });
      const { token } = await bench.miss(address, { notBefore: Infinity });
      assert.equal((await bench.hit(address, {}, bench.peer)).entry.toString(), 'old');
      const newer = { entry: Buffer.from('new'), createdAt: NOW + 5 };
      assert.equal(await bench.fill(address, token, newer), 'stored');
      assert.equal((await bench.hit(address, { notBefore: NOW + 5 })).entry.toString(), 'new');
    }),

    it('a miss says why: absent, expired, refresh; invalidated or absent after an invalidation', async (bench) => {
      assert.equal((await bench.miss(address)).reason, 'absent');
      assert.equal((await bench.miss(address, { notBefore: Infinity })).reason, 'absent');
      await bench.put(address, { documents: [place({ tag: 'd' }).tag] });
      assert.equal((await bench.miss(address, { notBefore: NOW + 1 })).reason, 'refresh');
      await bench.store.invalidateDocument(address.workspace, place({ tag: 'd' }).tag);
      const { reason } = await bench.miss(address, { notBefore: Infinity });
      assert.ok(reason === 'invalidated' || reason === 'absent', `miss for the reason ${reason}`);
      // Stored for long as the store's clock goes: only the reader's time says that it is over.
      await bench.put(address, { createdAt: NOW - TTL_MS, expiresAt: NOW + 1 });
      assert.equal((await bench.miss(address, { now: NOW + 1, notBefore: Infinity })).reason, 'expired');
    }),
  ];
}
