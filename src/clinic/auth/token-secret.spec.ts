import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateTokenSecret } from './token-secret.js';

describe('loadOrCreateTokenSecret', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'token-secret-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes one secret for all who start together, readable by the owner only', async () => {
    const data = join(folder, 'data');
    const secrets = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateTokenSecret(data)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]?.length).toBeGreaterThanOrEqual(64);
    expect(await readdir(data)).toEqual(['token-secret']);
    expect((await stat(join(data, 'token-secret'))).mode & 0o777).toBe(0o600);
    expect(await loadOrCreateTokenSecret(data)).toBe(secrets[0]);
  });
});
