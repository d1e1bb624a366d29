import { StoreUnavailableError } from '../core/errors.js';
import { KeyDigester } from '../core/digest.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import { chaosStore, type ChaosRates, type ChaosStore } from './chaos-store.js';
import { ManualClock } from './manual-clock.js';

const digester = new KeyDigester('test');
const scope = digester.scope({ workspaceId: 'w', clientId: 'c' });
const address = digester.address({ name: 'query_result', version: 1 }, scope, digester.tag('q'), null);

describe('chaosStore', () => {
  let clock: ManualClock;
  let inner: MemoryStore;

  beforeEach(() => {
    clock = new ManualClock();
    inner = new MemoryStore({ maxBytes: 1e6, clock });
  });

  const around = (rates: ChaosRates): ChaosStore => chaosStore(inner, { rates, clock });
  const begin = (store: Pick<ChaosStore, 'begin'> = inner) =>
    store.begin({ address, now: clock.now(), notBefore: 0, ttlMs: 1000 });
  const fill = async (store: ChaosStore) => {
    const begun = await begin();
    if (begun.status === 'hit') throw new Error('filled already');
    const [createdAt, expiresAt] = [clock.now(), clock.now() + 1000];
    const entry = Buffer.from('entry');
    return await store.fill({ address, token: begun.token, entry, createdAt, expiresAt, documents: [] });
  };

  it('leaves everything alone without rates', async () => {
    const store = around({});
    expect(await fill(store)).toBe('stored');
    expect(await begin(store)).toMatchObject({ status: 'hit' });
  });

  it('drops: it is not done, and rejects', async () => {
    await expect(fill(around({ drop: 1 }))).rejects.toThrow(StoreUnavailableError);
    expect(await begin()).toMatchObject({ status: 'miss' });
  });

  it('fails: it is done, and rejects', async () => {
    await expect(fill(around({ fail: 1 }))).rejects.toThrow(StoreUnavailableError);
    expect(await begin()).toMatchObject({ status: 'hit' });
  });

  it('duplicates: it is done twice', async () => {
    const store = around({ duplicate: 1 });
    const spy = jest.spyOn(inner, 'fill');
    expect(await fill(store)).toBe('stored');
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('is late: it rejects, and is done when nobody expects it', async () => {
    const store = around({ late: 1 });
    await expect(fill(store)).rejects.toThrow(StoreUnavailableError);
    expect(await begin()).toMatchObject({ status: 'miss' });
    await clock.advance(50);
    await store.quiet();
    expect(await begin()).toMatchObject({ status: 'hit' });
  });

  it('delays within its bound', async () => {
    const filled = fill(around({ delay: 1 }));
    await clock.advance(50);
    expect(await filled).toBe('stored');
  });

  it('disturbs the calls it is told to, as often as it is told to, and counts', async () => {
    let draws = 0;
    const store = chaosStore(inner, {
      rates: { drop: 0.25 },
      calls: ['invalidateClient'],
      // drop and the four ways after it are drawn for each call that is not dropped
      random: () => (draws++ % 2 === 0 ? 0.2 : 0.9),
      clock,
    });
    await begin(store);
    expect(draws).toBe(0);
    await expect(store.invalidateClient(scope)).rejects.toThrow('Chaos');
    expect(store.counts).toEqual({ drop: 1, fail: 0, duplicate: 0, late: 0, delay: 0 });
    store.rates({});
    expect(await store.invalidateClient(scope)).toMatchObject({ acknowledged: true });
  });
});
