import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ContentEncoding } from './compression.js';
import { CorruptEntryError } from './errors.js';

/**
 * The bytes of an entry, version 2; integers big-endian:
 *
 * | offset | bytes | what |
 * |---|---|---|
 * | 0 | 1 | magic, 0xA1 |
 * | 1 | 1 | version of this format |
 * | 2 | 1 | content encoding of the payload: 0 identity, 1 gzip |
 * | 3 | 1 | codec id |
 * | 4 | 4 | CRC-32 of everything else |
 * | 8 | 8 | created at, ms since the epoch, as a double |
 * | 16 | 8 | expires at, likewise |
 * | 24 | 32 | proof: the digest of namespace, layer, workspace, client and key material |
 * | 56 | 16 | entity tag: the first half of the payload's SHA-256, before compression |
 * | 72 | 4 | length of the payload before compression |
 * | 76 | 8 | what computing the payload cost, USD, as a double |
 * | 84 | 4 | length of the annotation, n |
 * | 88 | n | annotation: what a layer wants to know of an entry before its payload is decoded |
 * | 88 + n | - | payload |
 *
 * The proof makes an entry valid at its own address only: bytes that were moved to another tenant's key are a miss.
 * The checksum finds accidents (a flipped bit, a cut tail); it is no protection against somebody who can write to
 * the store, which is what encryption is for.
 */
const MAGIC = 0xa1;
const VERSION = 2;
const HEADER_BYTES = 88;
const CRC_OFFSET = 4;
const ENCODINGS: readonly ContentEncoding[] = ['identity', 'gzip'];

export interface Entry {
  readonly codec: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch; at this instant the entry is expired. */
  readonly expiresAt: number;
  /** 16 bytes of digest over the payload before compression. */
  readonly entityTag: Buffer;
  readonly encoding: ContentEncoding;
  /** The payload as stored, compressed as `encoding` says. */
  readonly stored: Buffer;
  /** Bytes of the payload before compression. */
  readonly length: number;
  /** What computing the payload cost in USD, which is what a hit saves; 0 when nobody said. */
  readonly costUsd: number;
  /**
   * What the layer notes beside the payload, in a format of its own; empty for most. It is as secret as the payload
   * (the question that was asked, say), and lives and dies with it.
   */
  readonly annotation: Buffer;
}

export const NO_ANNOTATION = Buffer.alloc(0);

export function entityTagOf(payload: Buffer): Buffer {
  return hash('sha256', payload, 'buffer').subarray(0, 16);
}

export function encodeEntry(entry: Entry, proof: Buffer): Buffer {
  const from = HEADER_BYTES + entry.annotation.length;
  const bytes = Buffer.allocUnsafe(from + entry.stored.length);
  bytes[0] = MAGIC;
  bytes[1] = VERSION;
  bytes[2] = ENCODINGS.indexOf(entry.encoding);
  bytes[3] = entry.codec;
  bytes.writeDoubleBE(entry.createdAt, 8);
  bytes.writeDoubleBE(entry.expiresAt, 16);
  proof.copy(bytes, 24);
  entry.entityTag.copy(bytes, 56);
  bytes.writeUInt32BE(entry.length, 72);
  bytes.writeDoubleBE(entry.costUsd, 76);
  bytes.writeUInt32BE(entry.annotation.length, 84);
  entry.annotation.copy(bytes, HEADER_BYTES);
  entry.stored.copy(bytes, from);
  bytes.writeUInt32BE(checksum(bytes), CRC_OFFSET);
  return bytes;
}

/**
 * Reads an entry and proves that it belongs to the address.
 *
 * @throws CorruptEntryError for anything but an intact entry of this address, format version and one of the codecs.
 */
export function decodeEntry(bytes: Buffer, proof: Buffer, codecs: readonly number[]): Entry {
  if (bytes.length < HEADER_BYTES || bytes[0] !== MAGIC) throw new CorruptEntryError('Not an entry.');
  if (bytes[1] !== VERSION) throw new CorruptEntryError(`Entry format ${String(bytes[1])} is unknown.`);
  if (bytes.readUInt32BE(CRC_OFFSET) !== checksum(bytes))
    throw new CorruptEntryError('The checksum differs.');
  if (bytes.compare(proof, 0, 32, 24, 56) !== 0) throw new CorruptEntryError('An entry of another address.');
  const codec = bytes[3] ?? 0;
  if (!codecs.includes(codec)) throw new CorruptEntryError('An entry of another codec.');
  const encoding = ENCODINGS[bytes[2] ?? -1];
  if (encoding === undefined) throw new CorruptEntryError('The content encoding is unknown.');
  const from = HEADER_BYTES + bytes.readUInt32BE(84);
  if (from > bytes.length) throw new CorruptEntryError('The annotation is longer than the entry.');
  const [createdAt, expiresAt, costUsd] = [8, 16, 76].map((offset) => bytes.readDoubleBE(offset)) as [
    number,
    number,
    number,
  ];
  // No comparison with NaN is true, so that an entry with one would never be too old.
  if (![createdAt, expiresAt, costUsd].every((each) => Number.isFinite(each) && each >= 0)) {
    throw new CorruptEntryError('A time or the cost is none.');
  }
  return {
    codec,
    createdAt,
    expiresAt,
    entityTag: bytes.subarray(56, 72),
    encoding,
    stored: bytes.subarray(from),
    length: bytes.readUInt32BE(72),
    costUsd,
    annotation: bytes.subarray(HEADER_BYTES, from),
  };
}

function checksum(bytes: Buffer): number {
  return crc32(bytes.subarray(CRC_OFFSET + 4), crc32(bytes.subarray(0, CRC_OFFSET)));
}
