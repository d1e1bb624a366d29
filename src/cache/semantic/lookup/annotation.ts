import { CorruptEntryError } from '../../core/errors.js';
import { embeddingCodec } from '../../embedding/embedding-codec.js';

/**
 * What an entry carries to be found by similar questions, and to be judged without believing the index:
 *
 * | offset | bytes | what |
 * |---|---|---|
 * | 0 | 1 | version of this format |
 * | 1 | 32 | digest of the embedding's identity |
 * | 33 | 4 | bytes of the vector, n, big-endian |
 * | 37 | n | the vector, as the embedding layer writes it, in half precision |
 * | 37 + n | - | the question as it was asked, UTF-8 |
 */
export interface Annotation {
  /** Digest of the embedding's identity: provider, model, input type, dimensions. */
  readonly embedding: string;
  readonly vector: Float32Array;
  readonly question: string;
}

const VERSION = 1;
const IDENTITY_BYTES = 32;
const HEADER_BYTES = 1 + IDENTITY_BYTES + 4;
const vectors = embeddingCodec('float16');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeAnnotation({ embedding, vector, question }: Annotation): Buffer {
  const bytes = vectors.encode(vector);
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = VERSION;
  header.write(embedding, 1, IDENTITY_BYTES, 'base64url');
  header.writeUInt32BE(bytes.length, 1 + IDENTITY_BYTES);
  return Buffer.concat([header, bytes, Buffer.from(question, 'utf8')]);
}

/** @throws CorruptEntryError for anything but an annotation in this very format. */
export function decodeAnnotation(bytes: Buffer): Annotation {
  if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) {
    throw new CorruptEntryError('Not an annotation of a known format.');
  }
  const end = HEADER_BYTES + bytes.readUInt32BE(1 + IDENTITY_BYTES);
  if (end >= bytes.length) throw new CorruptEntryError('The annotation is cut.');
  const vector = vectors.decode(bytes.subarray(HEADER_BYTES, end));
  if (!vector.every(Number.isFinite)) throw new CorruptEntryError('The vector is not all numbers.');
  return {
    embedding: bytes.toString('base64url', 1, 1 + IDENTITY_BYTES),
    vector,
    question: text(bytes.subarray(end)),
  };
}

function text(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new CorruptEntryError('The question is not UTF-8.', { cause: error });
  }
}
