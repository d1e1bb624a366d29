import { crc32 } from 'node:zlib';
import type { Random } from '../../../src/cache/testing/conformance/seeded-random.js';

/** What the tests allow an entry. */
export const MAX_ENTRY_BYTES = 20_000;

/** What can have happened to the bytes of an entry; each gives something else than it was given. */
export const CORRUPTIONS: Record<string, (bytes: Buffer, random: Random, other: Buffer) => Buffer> = {
  'a flipped bit': (bytes, random) => {
    const changed = Buffer.from(bytes);
    const bit = random.below(bytes.length * 8);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return changed;
  },
  'a cut end': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'a longer end': (bytes, random) =>
    Buffer.concat([bytes, Buffer.alloc(1 + random.below(64), random.below(256))]),
  "another entry's bytes": (_, __, other) => other,
  'halves of two entries': (bytes, random, other) => {
    const cut = 1 + random.below(bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, cut), other.subarray(cut)]);
  },
  noise: (_, random) => Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256))),
  'an unknown version': (bytes, random) => withRightChecksum(bytes, 1, 3 + random.below(252)),
  'a huge declared length': (bytes) => {
    const changed = Buffer.from(bytes);
    changed[2] = 1; // gzip
    changed.writeUInt32BE(0xffffffff, 72);
    return withRightChecksum(changed, 2, 1);
  },
  'more bytes than any entry has, and a small declared length': (bytes) =>
    withRightChecksum(Buffer.concat([bytes, Buffer.alloc(MAX_ENTRY_BYTES, ' ')]), 2, 0),
  'no times and no costs': (bytes, random) => {
    const changed = Buffer.from(bytes);
    const offset = random.pick([8, 16, 76]);
    changed.writeDoubleBE(random.pick([NaN, Infinity, -Infinity, -1]), offset);
    return withRightChecksum(changed, 2, 0);
  },
  'another codec': (bytes, random) => withRightChecksum(bytes, 3, 10 + random.below(200)),
};

/** Changes a byte as somebody would who knows the format and can write to the store. */
function withRightChecksum(bytes: Buffer, offset: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[offset] = value;
  changed.writeUInt32BE(crc32(changed.subarray(8), crc32(changed.subarray(0, 4))), 4);
  return changed;
}
