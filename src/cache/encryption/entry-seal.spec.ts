import { randomBytes } from 'node:crypto';
import { CorruptEntryError } from '../core/errors.js';
import { ManualClock } from '../testing/manual-clock.js';
import { seededRandom } from '../testing/conformance/seeded-random.js';
import { openEntry, sealEntry } from './entry-seal.js';
import { KeyRing, type EncryptionKey, type WorkspaceKeys } from './key-ring.js';

const key = (id: string): EncryptionKey => ({ id, key: randomBytes(32).toString('base64') });
const A = key('2026-11');
const B = key('2026-05');
const ringOf = (...keys: EncryptionKey[]): KeyRing => new KeyRing(keys, new ManualClock());
const PLACE = 'W|C|F';
const envelope = Buffer.from('an envelope with an answer in it');

/** What a reader makes of bytes: the envelope, no key for it, or corruption; anything else is a defect. */
function read(bytes: Buffer, keys: WorkspaceKeys, place = PLACE): Buffer | 'no key' | 'corrupt' {
  try {
    return openEntry(bytes, place, keys) ?? 'no key';
  } catch (error) {
    if (error instanceof CorruptEntryError) return 'corrupt';
    throw error;
  }
}

describe('a sealed entry', () => {
  let keys: WorkspaceKeys;
  let sealed: Buffer;

  beforeAll(async () => {
    keys = await ringOf(A, B).keysOf('W');
    sealed = sealEntry(envelope, PLACE, keys);
  });

  it('gives back what was sealed, an empty envelope too', () => {
    expect(read(sealed, keys)).toEqual(envelope);
    expect(read(sealEntry(Buffer.alloc(0), PLACE, keys), keys)).toEqual(Buffer.alloc(0));
  });

  it('shows nothing of it, and never the same bytes twice', () => {
    expect(sealed.includes('answer')).toBe(false);
    expect(sealEntry(envelope, PLACE, keys)).not.toEqual(sealed);
  });

  it('says which key it needs, so that one can tell when an old key is no longer used', () => {
    expect(sealed.includes('2026-11')).toBe(true);
  });

  it.each(['W|C|G', 'W|D|F', 'V|C|F', 'W|C|F|'])('is corrupt in another place: %s', (place) => {
    expect(read(sealed, keys, place)).toBe('corrupt');
  });

  it('cannot be opened with the key of another workspace, in its own place neither', async () => {
    expect(read(sealed, await ringOf(A, B).keysOf('V'))).toBe('corrupt');
  });

  it('is corrupt after any flipped bit, or of no key where the bit was of the key', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(['corrupt', 'no key']).toContain(read(flipped, keys));
    }
  });

  it('is corrupt when cut or extended', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(['corrupt', 'no key']).toContain(read(sealed.subarray(0, length), keys));
    }
    expect(read(Buffer.concat([sealed, Buffer.from([0])]), keys)).toBe('corrupt');
  });

  it('takes an entry that was stored before there were keys for corrupt', () => {
    expect(read(envelope, keys)).toBe('corrupt');
  });

  it('survives 100,000 random byte strings, half of them with a right beginning', () => {
    const random = seededRandom(7);
    const pool = Buffer.from(Array.from({ length: 65_536 }, () => random.below(256)));
    for (let n = 0; n < 100_000; n++) {
      const start = random.below(pool.length - 160);
      const noise = Buffer.from(pool.subarray(start, start + random.below(160)));
      if (n % 2 === 0) sealed.copy(noise, 0, 0, random.below(sealed.length));
      if (noise.equals(sealed)) continue;
      const found = read(noise, keys);
      if (found !== 'corrupt' && found !== 'no key') throw new Error(`${noise.toString('hex')} was opened`);
    }
  });

  describe('when keys rotate', () => {
    it('is read with the old key as long as that is on the ring, and not after', async () => {
      const before = sealEntry(envelope, PLACE, await ringOf(B).keysOf('W'));
      expect(read(before, await ringOf(A, B).keysOf('W'))).toEqual(envelope);
      expect(read(before, await ringOf(A).keysOf('W'))).toBe('no key');
    });

    it('does not take another key of the same id for its own', async () => {
      expect(read(sealed, await ringOf(key(A.id)).keysOf('W'))).toBe('corrupt');
    });
  });
});
