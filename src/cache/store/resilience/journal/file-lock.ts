import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CacheConfigurationError } from '../../../core/errors.js';
import { nonce } from '../../../core/incarnation.js';

/** Files this process holds: after a crash in a container the next process may well have the same pid. */
const held = new Set<string>();

/**
 * Takes a file for this process, by a file with its pid beside it.
 *
 * @returns a function that gives it back.
 * @throws CacheConfigurationError when a living process has it.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${resolve(path)}.lock`;
  for (;;) {
    try {
      await writeFile(lock, `${String(process.pid)}\n`, { flag: 'wx', mode: 0o600 });
      held.add(lock);
      return async () => {
        held.delete(lock);
        await rm(lock, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await ownerOf(lock);
    if (owner !== undefined && isAlive(lock, owner)) {
      throw new CacheConfigurationError(
        `Option "resilience.journalFile" (CACHE_JOURNAL_FILE): the file is in use by process ${String(owner)}. Every process needs one of its own.`,
      );
    }
    await removeStale(lock, owner);
  }
}

/**
 * Of two that find a dead owner's lock at once, the later one must not remove the lock that the earlier has just
 * taken: it is moved away, which only one can do, and looked at again before it is gone for good.
 */
async function removeStale(lock: string, owner: number | undefined): Promise<void> {
  const aside = `${lock}.${nonce()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await ownerOf(aside);
  if (moved !== owner && moved !== undefined) await rename(aside, lock);
  else await rm(aside, { force: true });
}

async function ownerOf(lock: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(lock, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(lock: string, pid: number): boolean {
  if (pid === process.pid) return held.has(lock);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
