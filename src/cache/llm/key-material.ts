import { createHash } from 'node:crypto';

/** Headers that say who asks or which try it is, and nothing about what is asked. */
const TRANSPORT_HEADERS = new Set([
  ...['authorization', 'x-api-key', 'api-key', 'cookie', 'user-agent', 'content-length', 'idempotency-key'],
  ...['traceparent', 'tracestate', 'baggage', 'x-request-id', 'x-correlation-id'],
]);

/** Members that are no part of what is asked. */
const NOT_ASKED = new Set(['abortSignal', 'signal', 'headers']);

/**
 * Everything of a call that can change its reply, as JSON: known parameters and unknown ones alike, so that a
 * parameter invented tomorrow can cost a hit but never serve a wrong reply. Files stand by their digest. Headers
 * count, since they switch features on, except those of the transport.
 *
 * What is not JSON even so (a function) is left in for the key's own check to refuse.
 */
export function callMaterial(call: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const asked = Object.fromEntries(Object.entries(call).filter(([name]) => !NOT_ASKED.has(name)));
  return { call: plain(asked, 0), headers: askingHeaders(call['headers']) };
}

function askingHeaders(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  const entries = Object.entries(headers as Record<string, unknown>)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !TRANSPORT_HEADERS.has(name));
  return Object.fromEntries(entries);
}

// Deeper than the key's own check goes; a cycle ends there.
const MAX_DEPTH = 100;

function plain(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (value instanceof URL) return { $url: value.href };
  if (value instanceof Uint8Array) return { $sha256: createHash('sha256').update(value).digest('base64url') };
  if (value instanceof ArrayBuffer) return plain(new Uint8Array(value), depth);
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, plain(member, depth + 1)] as const),
  );
}
