import { StoreUnavailableError } from '../core/errors.js';
import type { Scope } from '../core/scope.js';
import type { ScopeVersionProvider } from './scope-version-provider.js';

/**
 * The present version of a scope as text, within the time; real time, since what is waited for is a database.
 *
 * What cannot be a version is none: `undefined` of a row that is not there, or a whole row, would be the same text
 * before and after every change, and all that is old would be true for ever.
 *
 * @throws whatever the provider throws; StoreUnavailableError when it is late; TypeError for no version.
 */
export async function askVersion(
  versions: ScopeVersionProvider,
  scope: Scope,
  timeoutMs: number,
): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const late = new StoreUnavailableError('The version of the scope was not told in time.');
    timer = setTimeout(() => reject(late), timeoutMs);
  });
  try {
    return textOf(await Promise.race([versions.get(scope), tooLate]));
  } finally {
    clearTimeout(timer);
  }
}

function textOf(version: unknown): string {
  const isVersion =
    typeof version === 'bigint' ||
    (typeof version === 'number' && Number.isFinite(version)) ||
    (typeof version === 'string' && version !== '' && version.length <= LONGEST);
  if (!isVersion) throw new TypeError('ScopeVersionProvider.get resolved to what is no version.');
  return String(version);
}

/** In UTF-16 units; entries name the bytes of their version in two bytes. */
const LONGEST = 1000;
