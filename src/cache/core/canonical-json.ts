import { InvalidKeyError } from './errors.js';

/** What JSON can say. Key material is such a value. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

const MAX_DEPTH = 64;

/**
 * The one JSON text of a value: members sorted by UTF-16 code units, no white space, numbers as ECMAScript prints
 * them (RFC 8785, JSON Canonicalization Scheme). Two values share a text exactly if they are the same JSON, so equal
 * requests make equal keys whatever the order in which their objects were built.
 *
 * Stricter than `JSON.stringify`, which turns a Map into `{}` and NaN into `null` and so gives different requests
 * one key: whatever JSON cannot say is refused. `undefined` members are absent; objects with `toJSON` are asked.
 *
 * @throws InvalidKeyError naming the path of what cannot be said.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0);
}

function write(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new InvalidKeyError(`${value} is not a JSON number`, path);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, path, depth);
    default:
      throw new InvalidKeyError(`a ${typeof value} is not JSON`, path);
  }
}

function writeObject(value: object, path: string, depth: number): string {
  if (depth >= MAX_DEPTH) throw new InvalidKeyError(`nested deeper than ${MAX_DEPTH}, or a cycle`, path);
  if (Array.isArray(value)) {
    const items: string[] = [];
    // By index: an array's own iterators and `map` pass over holes or are slow, and every look-up comes through here.
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      // Most members of key material are texts: no path is made where none can be needed.
      items.push(
        typeof item === 'string' ? JSON.stringify(item) : write(item, `${path}[${index}]`, depth + 1),
      );
    }
    return `[${items.join(',')}]`;
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return write((value as { toJSON(): unknown }).toJSON(), path, depth + 1);
  }
  // Class instances are welcome (validated DTOs are) as long as their own members are their whole state.
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (kind !== 'Object') throw new InvalidKeyError(`a ${kind} is not JSON`, path);
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) {
      members.push(`${JSON.stringify(key)}:${write(member, `${path}.${key}`, depth + 1)}`);
    }
  }
  return `{${members.join(',')}}`;
}
