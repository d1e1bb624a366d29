import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseUnavailableError } from './database.types.js';

/** Folders this process holds: after a crash in a container the next process may well get the same pid. */
const held = new Set<string>();

/**
 * Takes the folder for this process: the embedded database has no server that would keep two processes apart, and
 * two of them in one folder destroy it.
 *
 * @returns a function that gives the folder back.
 * @throws {DatabaseUnavailableError} when a living process holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'clinic.pid');
  for (;;) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await ownerOf(path);
    if (owner !== undefined && isHeld(path, owner)) {
      throw new DatabaseUnavailableError(
        `the data folder is in use by process ${owner}; stop it, or set CLINIC_DATA_DIR to another folder`,
      );
    }
    await rm(path, { force: true });
  }
}

async function ownerOf(path: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(path, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isHeld(path: string, pid: number): boolean {
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
