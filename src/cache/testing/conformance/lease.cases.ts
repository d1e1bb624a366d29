import assert from 'node:assert/strict';
import { conformanceCase, place } from './bench.js';
import type { ConformanceCase, CreateStore } from './conformance-case.js';
import { INVALIDATIONS } from './invalidations.js';

const LONG = 60_000;
/** Waited for in real time on some stores; longer than a busy machine's hiccups between two commands. */
const SHORT = 500;

const lease = (owner: string, ttlMs = LONG): { lease: { owner: string; ttlMs: number } } => ({
  lease: { owner, ttlMs },
});

/** The right to compute, across processes. */
export function leaseCases(create: CreateStore): ConformanceCase[] {
  const it = (name: string, body: Parameters<typeof conformanceCase>[2]): ConformanceCase =>
    conformanceCase(create, name, body);
  const address = place({ client: 'c' });
  return [
    it('a lease is granted to one owner and held for the others; a hit needs none', async (bench) => {
      const first = await bench.miss(address, lease('a'));
      assert.equal(first.lease, 'granted');
      assert.equal((await bench.miss(address, lease('b'), bench.peer)).lease, 'held');
      assert.equal((await bench.miss(address)).lease, 'none');
      assert.equal((await bench.miss(address, lease('a'))).lease, 'granted', 'to its holder, again');
      assert.equal((await bench.miss(place({ client: 'd' }), lease('b'))).lease, 'granted', 'elsewhere');
      assert.equal(
        (await bench.miss(place({ client: 'c', material: 'other' }), lease('b'))).lease,
        'granted',
      );
      await bench.fill(address, first.token, { leaseOwner: 'a' });
      await bench.hit(address, lease('b'));
    }),

    it('a fill ends the lease of its owner', async (bench) => {
      const { token } = await bench.miss(address, lease('a'));
      assert.equal(await bench.fill(address, token, { leaseOwner: 'a' }), 'stored');
      assert.equal((await bench.miss(address, { notBefore: Infinity, ...lease('b') })).lease, 'granted');
    }),

    it("a fill without the lease, or with another's name, leaves it alone", async (bench) => {
      const { token } = await bench.miss(address, lease('a'));
      assert.equal(await bench.fill(address, token), 'stored');
      assert.equal(await bench.fill(address, token, { leaseOwner: 'b' }), 'stored');
      assert.equal((await bench.miss(address, { notBefore: Infinity, ...lease('b') })).lease, 'held');
    }),

    it('a lease that ran out is taken over, and is not its first holder’s any more', async (bench) => {
      const { token } = await bench.miss(address, lease('a', SHORT));
      assert.equal((await bench.miss(address, lease('b'))).lease, 'held');
      await bench.elapse(SHORT + 20);
      assert.equal((await bench.miss(address, lease('b'), bench.peer)).lease, 'granted');
      assert.equal(await bench.store.renewLease({ address, token, owner: 'a' }, LONG), false);
      await bench.store.releaseLease({ address, token, owner: 'a' });
      assert.equal((await bench.miss(address, lease('c'))).lease, 'held', 'by b');
      // Late as it is, what it computed is true: the token has not changed.
      assert.equal(await bench.fill(address, token, { leaseOwner: 'a' }), 'stored');
    }),

    it('a renewed lease lives on', async (bench) => {
      const { token } = await bench.miss(address, lease('a', SHORT));
      assert.equal(await bench.store.renewLease({ address, token, owner: 'a' }, LONG), true);
      await bench.elapse(SHORT + 20);
      assert.equal((await bench.miss(address, lease('b'))).lease, 'held');
    }),

    it('a released lease is granted to the next at once; releasing twice does no harm', async (bench) => {
      const { token } = await bench.miss(address, lease('a'));
      await bench.store.releaseLease({ address, token, owner: 'a' });
      assert.equal((await bench.miss(address, lease('b'), bench.peer)).lease, 'granted');
      await bench.store.releaseLease({ address, token, owner: 'a' });
      assert.equal((await bench.miss(address, lease('c'))).lease, 'held');
    }),

    it('only the holder renews and releases', async (bench) => {
      const { token } = await bench.miss(address, lease('a'));
      assert.equal(await bench.peer.renewLease({ address, token, owner: 'b' }, LONG), false);
      await bench.peer.releaseLease({ address, token, owner: 'b' });
      assert.equal((await bench.miss(address, lease('b'))).lease, 'held');
      assert.equal(await bench.store.renewLease({ address, token, owner: 'a' }, LONG), true);
    }),

    it('nobody renews or releases where nothing was begun', async (bench) => {
      const { token } = await bench.miss(address, lease('a'));
      const elsewhere = { address: place({ workspace: 'v' }), token, owner: 'a' };
      assert.equal(await bench.store.renewLease(elsewhere, LONG), false);
      await bench.store.releaseLease(elsewhere);
      assert.equal((await bench.miss(address, lease('b'))).lease, 'held');
    }),

    ...INVALIDATIONS.flatMap((invalidation) => [
      it(`a lease dies with ${invalidation.name}: the next reader computes at once`, async (bench) => {
        await bench.miss(address, lease('a'));
        await invalidation.run(bench.store, address);
        assert.equal((await bench.miss(address, lease('b'), bench.peer)).lease, 'granted');
      }),
      it(`a lease from before ${invalidation.name} is not renewed`, async (bench) => {
        const { token } = await bench.miss(address, lease('a'));
        await invalidation.run(bench.store, address);
        assert.equal(await bench.store.renewLease({ address, token, owner: 'a' }, LONG), false);
      }),
      it(`a lease from before ${invalidation.name} ends none that its owner took after it`, async (bench) => {
        const before = await bench.miss(address, lease('a'));
        await invalidation.run(bench.store, address);
        const after = await bench.miss(address, lease('a'));
        assert.equal(after.lease, 'granted');
        await bench.store.releaseLease({ address, token: before.token, owner: 'a' });
        await bench.fill(address, before.token, { leaseOwner: 'a' });
        assert.equal((await bench.miss(address, lease('b'))).lease, 'held');
        assert.equal(await bench.store.renewLease({ address, token: before.token, owner: 'a' }, LONG), false);
        assert.equal(await bench.store.renewLease({ address, token: after.token, owner: 'a' }, LONG), true);
      }),
    ]),
  ];
}
