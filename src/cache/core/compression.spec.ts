import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { compress, decompress } from './compression.js';
import { CorruptEntryError } from './errors.js';

const KIB = 1024;

describe('compression', () => {
  it.each<[string, Buffer, number, 'identity' | 'gzip']>([
    ['below the threshold', Buffer.alloc(99), 100, 'identity'],
    ['at the threshold', Buffer.alloc(100), 100, 'gzip'],
    ['in this thread', Buffer.alloc(64 * KIB), 100, 'gzip'],
    ['in the thread pool', Buffer.alloc(64 * KIB + 1), 100, 'gzip'],
    ['what does not shrink stays as it is', randomBytes(4 * KIB), 100, 'identity'],
    ['nothing', Buffer.alloc(0), 1, 'identity'],
  ])('%s', async (_, payload, threshold, encoding) => {
    const packed = await compress(payload, threshold);
    expect(packed.encoding).toBe(encoding);
    expect(packed.bytes.length).toBeLessThanOrEqual(payload.length);
    expect(await decompress(packed.bytes, packed.encoding, payload.length)).toEqual(payload);
  });

  it.each<[string, Buffer, number]>([
    ['no gzip', Buffer.from('no gzip at all'), 10],
    ['a cut tail', gzipSync(Buffer.alloc(1000)).subarray(0, 15), 1000],
    ['a longer payload than declared', gzipSync(Buffer.alloc(1000)), 999],
    ['a shorter payload than declared', gzipSync(Buffer.alloc(1000)), 1001],
    ['a bomb', gzipSync(Buffer.alloc(16 * KIB * KIB)), 100],
    ['a bomb in the thread pool', gzipSync(Buffer.alloc(16 * KIB * KIB)), 128 * KIB],
  ])('takes %s for corruption', async (_, bytes, length) => {
    await expect(decompress(bytes, 'gzip', length)).rejects.toThrow(CorruptEntryError);
  });
});
