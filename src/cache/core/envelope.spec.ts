import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { decodeEntry, encodeEntry, entityTagOf, type Entry } from './envelope.js';
import { CorruptEntryError } from './errors.js';
import { seededRandom } from '../testing/conformance/seeded-random.js';

const proofOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const PROOF = proofOf('here');
const payload = Buffer.from('{"answer":"forty-two"}');
const entry: Entry = {
  codec: 7,
  createdAt: 1_893_456_000_000,
  expiresAt: 1_893_456_300_000,
  entityTag: entityTagOf(payload),
  encoding: 'identity',
  stored: payload,
  length: payload.length,
  costUsd: 0.0125,
  annotation: Buffer.from('noted'),
};
const bytes = encodeEntry(entry, PROOF);

/** What a reader makes of bytes: their entry, or the corruption they are taken for; anything else is a defect. */
function read(what: Buffer, proof = PROOF, codecs = [7]): Entry | 'corrupt' {
  try {
    return decodeEntry(what, proof, codecs);
  } catch (error) {
    if (error instanceof CorruptEntryError) return 'corrupt';
    throw error;
  }
}

/** Changes a byte and makes the checksum right again, as a writer of another version would. */
function rewritten(offset: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[offset] = value;
  changed.writeUInt32BE(crc32(changed.subarray(8), crc32(changed.subarray(0, 4))), 4);
  return changed;
}

describe('the envelope', () => {
  it.each<[string, Partial<Entry>]>([
    ['plain', {}],
    ['compressed', { encoding: 'gzip', length: 1_000_000 }],
    ['empty', { stored: Buffer.alloc(0), length: 0 }],
    ['without an annotation', { annotation: Buffer.alloc(0) }],
    ['of no cost, at the epoch', { costUsd: 0, createdAt: 0, expiresAt: 0.5 }],
    ['of all byte values', { stored: Buffer.from(Array.from({ length: 256 }, (_, i) => i)) }],
  ])('gives back an entry as it was: %s', (_, change) => {
    const given = { ...entry, ...change };
    expect(read(encodeEntry(given, PROOF))).toEqual(given);
  });

  it('takes every single flipped bit for corruption', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(read(flipped)).toBe('corrupt');
    }
  });

  it('takes every truncation and extension for corruption', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(read(bytes.subarray(0, length))).toBe('corrupt');
    expect(read(Buffer.concat([bytes, Buffer.from([0])]))).toBe('corrupt');
  });

  it('takes an intact entry of another address for corruption', () => {
    expect(read(bytes, proofOf('elsewhere'))).toBe('corrupt');
    expect(read(encodeEntry(entry, proofOf('elsewhere')))).toBe('corrupt');
  });

  it('takes an intact entry of another codec for corruption', () => {
    expect(read(bytes, PROOF, [8, 9])).toBe('corrupt');
    expect(read(bytes, PROOF, [])).toBe('corrupt');
    expect(read(bytes, PROOF, [8, 7])).toEqual(entry);
  });

  it.each<[string, Buffer, string]>([
    ['format', rewritten(1, 9), 'Entry format 9 is unknown.'],
    ['content encoding', rewritten(2, 9), 'The content encoding is unknown.'],
    ['codec', rewritten(3, 8), 'An entry of another codec.'],
    ['beginning', rewritten(0, 0), 'Not an entry.'],
    ['annotation', rewritten(84, 255), 'The annotation is longer than the entry.'],
  ])('takes an unknown %s for corruption though the checksum is right', (_, changed, message) => {
    expect(() => decodeEntry(changed, PROOF, [7])).toThrow(new CorruptEntryError(message));
  });

  it('takes two entries with their halves swapped for corruption', () => {
    const other = encodeEntry({ ...entry, stored: Buffer.from('{"answer":"forty-one"}') }, proofOf('other'));
    for (let cut = 1; cut < bytes.length; cut++) {
      const mixed = Buffer.concat([bytes.subarray(0, cut), other.subarray(cut)]);
      if (!mixed.equals(bytes)) expect(read(mixed)).toBe('corrupt'); // they end alike
    }
  });

  it('survives 100,000 random byte strings, half of them with a right beginning', () => {
    const random = seededRandom(42);
    const pool = Buffer.from(Array.from({ length: 65_536 }, () => random.below(256)));
    for (let n = 0; n < 100_000; n++) {
      const start = random.below(pool.length - 160);
      const noise = Buffer.from(pool.subarray(start, start + random.below(160)));
      if (n % 2 === 0) bytes.copy(noise, 0, 0, random.below(bytes.length));
      if (noise.equals(bytes)) continue;
      if (read(noise) !== 'corrupt') throw new Error(`noise ${noise.toString('hex')} was taken for an entry`);
    }
  });
});
