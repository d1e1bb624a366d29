/** No entry lives longer than this, in milliseconds: a year. */
const MAX_TTL_MS = 365 * 86_400_000;

/** @throws RangeError for what cannot be the life of an entry. */
export function validTtl(ttlMs: number): number {
  if (!(Number.isFinite(ttlMs) && ttlMs > 0 && ttlMs <= MAX_TTL_MS)) {
    throw new RangeError('ttlMs must be a number of milliseconds above 0 and up to 365 days.');
  }
  return ttlMs;
}
