import { KeyDigester } from '../../core/digest.js';
import { tokenKey, type Token } from '../../core/token.js';
import { ManualClock } from '../../testing/manual-clock.js';
import type { BeginResult, FillResult } from '../scoped-store.js';
import { LocalFallback } from './local-fallback.js';

const digester = new KeyDigester('fallback');
const scope = digester.scope({ workspaceId: 'w', clientId: 'c' });
const address = digester.address({ name: 'l', version: 1 }, scope, digester.id('t'), 'm');

describe('LocalFallback', () => {
  let clock: ManualClock;
  const fallback = (maxStalenessMs?: number): LocalFallback =>
    new LocalFallback({ maxBytes: 1e6, clock, maxStalenessMs });
  beforeEach(() => (clock = new ManualClock()));

  const begin = (of: LocalFallback): Promise<BeginResult> =>
    of.begin({ address, now: clock.now(), notBefore: 0, ttlMs: 60_000 });
  const token = async (of: LocalFallback): Promise<Token> => {
    const begun = await begin(of);
    if (begun.status === 'hit') throw new Error('a hit');
    return begun.token;
  };
  const fill = (of: LocalFallback, under: Token): Promise<FillResult> => {
    const life = { createdAt: clock.now(), expiresAt: clock.now() + 60_000 };
    return of.fill({ address, token: under, entry: Buffer.from('x'), documents: [], ...life });
  };

  it('keeps what is filled under its own tokens until an invalidation', async () => {
    const local = fallback();
    expect(await fill(local, await token(local))).toBe('stored');
    expect((await begin(local)).status).toBe('hit');
    const old = await token(fallback());
    local.invalidate({ kind: 'client', scope });
    expect((await begin(local)).status).toBe('miss');
    expect(await fill(local, old)).toBe('refused');
  });

  it('refuses tokens of the store, and those of another outage', async () => {
    const local = fallback();
    const before = await token(local);
    expect(LocalFallback.owns(before)).toBe(true);
    expect(LocalFallback.owns({ ...before, replication: 'f'.repeat(40) })).toBe(false);
    expect(await fill(local, { ...before, replication: 'f'.repeat(40) })).toBe('refused');
    expect(await fill(local, { ...before, replication: 'memory' })).toBe('refused');
    local.forget();
    expect(await fill(local, before)).toBe('refused');
    const held = { address, token: before, owner: 'o' };
    expect(await local.renewLease(held, 1000)).toBe(false);
    const after = await token(local);
    expect(await fill(local, before)).toBe('refused');
    expect(await fill(local, after)).toBe('stored');
  });

  it('is empty in every outage', async () => {
    const local = fallback();
    await fill(local, await token(local));
    local.forget();
    expect((await begin(local)).status).toBe('miss');
  });

  it('serves nothing older than the bound, and lets nobody join what began before it', async () => {
    const local = fallback(1000);
    const first = await token(local);
    expect(await fill(local, first)).toBe('stored');
    await clock.advance(1000);
    expect((await begin(local)).status).toBe('hit');
    await clock.advance(1);
    expect((await begin(local)).status).toBe('miss');
    expect(tokenKey(await token(local))).not.toBe(tokenKey(first));
    // Still its own: what was begun may be stored, and then counts from its beginning.
    expect(await fill(local, first)).toBe('stored');
  });
});
