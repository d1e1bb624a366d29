import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CorruptEntryError } from '../core/errors.js';
import { FINGERPRINT_BYTES, type WorkspaceKeys } from './key-ring.js';

/**
 * The bytes of a sealed entry:
 *
 * | bytes | what |
 * |---|---|
 * | 1 | magic, 0xA2 |
 * | 1 | version of this format, 1 |
 * | 1 | length of the key's id, n |
 * | n | the key's id |
 * | 4 | fingerprint of the workspace's key, or zeros where its workspace has no secret |
 * | 12 | nonce, random |
 * | - | the envelope, AES-256-GCM |
 * | 16 | authentication tag |
 *
 * Everything before the nonce, and the place (workspace, client and field), is additional data: bytes that are changed,
 * or moved to another tenant's, another question's or another key's place, do not authenticate.
 *
 * Random nonces of 96 bits are safe for 2^32 entries under one key (NIST SP 800-38D, 8.3); each workspace has its own.
 */
const MAGIC = 0xa2;
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

export function sealEntry(envelope: Buffer, place: string, { current }: WorkspaceKeys): Buffer {
  const id = Buffer.from(current.id, 'latin1');
  const head = Buffer.concat([Buffer.from([MAGIC, VERSION, id.length]), id, current.fingerprint]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, current.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([head, Buffer.from(place, 'utf8')]));
  return Buffer.concat([head, nonce, cipher.update(envelope), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The envelope; undefined when it was sealed with a key that is not (any more) on the ring.
 *
 * @throws CorruptEntryError for anything that is not a sealed entry of this place, an unsealed one included.
 */
export function openEntry(bytes: Buffer, place: string, keys: WorkspaceKeys): Buffer | undefined {
  if (bytes[0] !== MAGIC) throw new CorruptEntryError('Not a sealed entry.');
  if (bytes[1] !== VERSION) throw new CorruptEntryError(`Seal format ${String(bytes[1])} is unknown.`);
  const idEnd = 3 + (bytes[2] ?? 0);
  const headEnd = idEnd + FINGERPRINT_BYTES;
  const from = headEnd + NONCE_BYTES;
  const end = bytes.length - TAG_BYTES;
  if (from > end) throw new CorruptEntryError('The sealed entry is cut.');
  const key = keys.find(bytes.toString('latin1', 3, idEnd), bytes.subarray(idEnd, headEnd));
  if (key === undefined) return undefined;
  const decipher = createDecipheriv(CIPHER, key.bytes, bytes.subarray(headEnd, from), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.concat([bytes.subarray(0, headEnd), Buffer.from(place, 'utf8')]));
  decipher.setAuthTag(bytes.subarray(end));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(from, end)), decipher.final()]);
  } catch (cause) {
    throw new CorruptEntryError('The seal is broken.', { cause });
  }
}
