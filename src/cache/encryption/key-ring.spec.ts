import { randomBytes } from 'node:crypto';
import { GLOBAL } from '../core/address.js';
import { ManualClock } from '../testing/manual-clock.js';
import { KeyRing, SECRET_CACHE_MS } from './key-ring.js';
import type { WorkspaceSecrets } from './workspace-secrets.js';

const KEYS = [{ id: 'a', key: randomBytes(32).toString('base64') }];

class Secrets implements WorkspaceSecrets {
  readonly asked: string[] = [];
  private readonly secrets = new Map<string, Buffer>();

  secretOf(workspace: string): Promise<Buffer> {
    this.asked.push(workspace);
    const secret = this.secrets.get(workspace) ?? randomBytes(32);
    this.secrets.set(workspace, secret);
    return Promise.resolve(secret);
  }

  erase(workspace: string): Promise<void> {
    this.secrets.delete(workspace);
    return Promise.resolve();
  }
}

describe('KeyRing', () => {
  it('derives one key for each workspace, the same in every process', async () => {
    const of = async (workspace: string): Promise<string> =>
      (await new KeyRing(KEYS, new ManualClock()).keysOf(workspace)).current.bytes.toString('hex');
    expect(await of('W')).toBe(await of('W'));
    expect(await of('W')).not.toBe(await of('V'));
  });

  it('has another key after the secret was erased, at once where it was and after a minute elsewhere', async () => {
    const secrets = new Secrets();
    const clock = new ManualClock();
    const here = new KeyRing(KEYS, clock, secrets);
    const elsewhere = new KeyRing(KEYS, clock, secrets);
    const before = (await here.keysOf('W')).current;
    expect((await elsewhere.keysOf('W')).current).toEqual(before);
    expect(await here.erase('W')).toBe(true);
    const after = (await here.keysOf('W')).current;
    expect(after.bytes).not.toEqual(before.bytes);
    expect(after.fingerprint).not.toEqual(before.fingerprint);
    expect((await elsewhere.keysOf('W')).current).toEqual(before);
    await clock.advance(SECRET_CACHE_MS);
    expect((await elsewhere.keysOf('W')).current).toEqual(after);
  });

  it('asks the key store once a minute', async () => {
    const secrets = new Secrets();
    const clock = new ManualClock();
    const ring = new KeyRing(KEYS, clock, secrets);
    for (let n = 0; n < 3; n++) await ring.keysOf('W');
    await clock.advance(SECRET_CACHE_MS);
    await ring.keysOf('W');
    expect(secrets.asked).toEqual(['W', 'W']);
  });

  it('has no secret for what all workspaces share', async () => {
    const secrets = new Secrets();
    await new KeyRing(KEYS, new ManualClock(), secrets).keysOf(GLOBAL);
    expect(secrets.asked).toEqual([]);
  });

  it('fails with the key store, and erases nothing without one', async () => {
    const broken = { secretOf: () => Promise.reject(new Error('away')), erase: () => Promise.resolve() };
    await expect(new KeyRing(KEYS, new ManualClock(), broken).keysOf('W')).rejects.toThrow('away');
    expect(await new KeyRing(KEYS, new ManualClock()).erase('W')).toBe(false);
  });
});
