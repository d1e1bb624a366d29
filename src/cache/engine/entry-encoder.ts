import { compress } from '../core/compression.js';
import { NO_ANNOTATION, entityTagOf, type Entry } from '../core/envelope.js';

/** TTLs carry this share of jitter either way, so that entries stored together do not expire together. */
const JITTER = 0.1;

export interface EntryFacts {
  readonly codec: number;
  /** Ms since the epoch. */
  readonly createdAt: number;
  readonly ttlMs: number;
  readonly costUsd: number;
  /** Payloads from this many bytes on are compressed; `Infinity` for never. */
  readonly compressFrom: number;
  readonly annotation?: Buffer | undefined;
}

/** An entry around a payload. */
export async function makeEntry(payload: Buffer, facts: EntryFacts, random: () => number): Promise<Entry> {
  const { codec, createdAt, ttlMs, costUsd, compressFrom, annotation = NO_ANNOTATION } = facts;
  const { encoding, bytes } = await compress(payload, compressFrom);
  return {
    codec,
    createdAt,
    expiresAt: createdAt + Math.max(1, Math.round(ttlMs * (1 + JITTER * (2 * random() - 1)))),
    entityTag: entityTagOf(payload),
    encoding,
    stored: bytes,
    length: payload.length,
    costUsd,
    annotation,
  };
}
