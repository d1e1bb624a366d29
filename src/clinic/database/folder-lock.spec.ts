import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseUnavailableError } from './database.types.js';
import { lockFolder } from './folder-lock.js';

/** Beyond the largest pid Linux gives. */
const DEAD_PID = 4_194_999;

describe('lockFolder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folder-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps a second user out until the first has gone', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(DatabaseUnavailableError);
    await unlock();
    await (
      await lockFolder(folder)
    )();
  });

  it('is refused by a lock of another living process', async () => {
    await writeFile(join(folder, 'clinic.pid'), String(process.ppid));
    await expect(lockFolder(folder)).rejects.toThrow(`process ${String(process.ppid)}`);
  });

  it.each([
    ['a dead process', String(DEAD_PID)],
    ['an earlier process that had our pid', String(process.pid)],
    ['a process that died while writing it', ''],
  ])('takes over the lock of %s', async (_name, content) => {
    await writeFile(join(folder, 'clinic.pid'), content);
    const unlock = await lockFolder(folder);
    expect(await readFile(join(folder, 'clinic.pid'), 'utf8')).toBe(`${String(process.pid)}\n`);
    await unlock();
  });
});
