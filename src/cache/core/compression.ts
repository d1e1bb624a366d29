import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import { CorruptEntryError } from './errors.js';

/** How an entry's payload is stored. The value is also the HTTP content coding with which it can be sent as it is. */
export type ContentEncoding = 'identity' | 'gzip';

// Above this many bytes the work moves to the thread pool; below it, handing it over costs more than doing it.
const INLINE_BYTES = 64 * 1024;

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

/** Compresses when the payload reaches `threshold` bytes and the result is smaller; otherwise gives it back. */
export async function compress(
  payload: Buffer,
  threshold: number,
): Promise<{ encoding: ContentEncoding; bytes: Buffer }> {
  if (payload.length < threshold) return { encoding: 'identity', bytes: payload };
  const bytes = payload.length <= INLINE_BYTES ? gzipSync(payload) : await gzipAsync(payload);
  return bytes.length < payload.length
    ? { encoding: 'gzip', bytes }
    : { encoding: 'identity', bytes: payload };
}

/**
 * Undoes `compress`. The output is bounded by the length the envelope declares, so that crafted bytes cannot make a
 * reader inflate more than an entry may hold.
 *
 * @throws CorruptEntryError when the bytes do not inflate to exactly `length` bytes.
 */
export async function decompress(bytes: Buffer, encoding: ContentEncoding, length: number): Promise<Buffer> {
  if (encoding === 'identity') return bytes;
  let payload: Buffer;
  try {
    const options = { maxOutputLength: Math.max(length, 1) };
    payload = length <= INLINE_BYTES ? gunzipSync(bytes, options) : await gunzipAsync(bytes, options);
  } catch (cause) {
    throw new CorruptEntryError('The payload does not inflate.', { cause });
  }
  if (payload.length !== length) throw new CorruptEntryError('The payload inflates to another length.');
  return payload;
}
