import { jsonCodec, type Codec } from '../core/codec.js';
import { UnstorableValueError } from '../core/errors.js';

/**
 * Model replies: JSON, and what the AI SDK's replies hold besides: the bytes of generated files, dates and URLs, each
 * under a tag so that it comes back as what it was.
 */
export const replyCodec: Codec<unknown> = {
  id: 4,
  encode: (value) => jsonCodec.encode(tag(value, 0)),
  decode: (bytes) => untag(jsonCodec.decode(bytes)),
};

const TAG = '$type';
const MAX_DEPTH = 512;

function tag(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new UnstorableValueError(`Nested deeper than ${MAX_DEPTH}, or a cycle.`);
  if (value instanceof Uint8Array) return { [TAG]: 'bytes', value: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { [TAG]: 'date', value: value.toISOString() };
  if (value instanceof URL) return { [TAG]: 'url', value: value.href };
  if (Array.isArray(value)) return value.map((item) => tag(item, depth + 1));
  const prototype = Object.getPrototypeOf(value) as object | null;
  // Somebody's class: for the JSON codec to judge.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  const members = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, tag(member, depth + 1)] as const),
  );
  // A reply that has such a member of its own must not be taken for a tag.
  return TAG in members ? { [TAG]: 'object', value: members } : members;
}

function untag(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untag);
  const members = value as Record<string, unknown>;
  switch (members[TAG]) {
    case undefined:
      return untagMembers(members);
    case 'bytes':
      return new Uint8Array(Buffer.from(members['value'] as string, 'base64'));
    case 'date':
      return new Date(members['value'] as string);
    case 'url':
      return new URL(members['value'] as string);
    case 'object':
      return untagMembers(members['value'] as object);
    default:
      throw new Error('An unknown tag.');
  }
}

function untagMembers(members: object): object {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, untag(member)] as const));
}
