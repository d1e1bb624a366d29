import { UnstorableValueError } from './errors.js';

/** Turns a layer's values into bytes and back. */
export interface Codec<T> {
  /** Recorded in the envelope: bytes written by another codec are a miss. */
  readonly id: number;
  /** @throws UnstorableValueError when the value cannot be given back as it was. */
  encode(value: T): Buffer;
  /** @throws when the bytes are not such a value; the engine takes it for a corrupt entry. */
  decode(bytes: Buffer): T;
}

/**
 * Any JSON value, `null` included. `undefined` is no value.
 *
 * Instances of classes are refused: a hit gives back plain JSON, and what an outer serializer would have made of the
 * instance (leaving out an `@Exclude()`d member, say) is lost. Instances that are one value (a Date, a URL, a decimal
 * number) and say by `toJSON` which are taken; an entity or a Buffer, whose `toJSON` gives an object, is not.
 */
export const jsonCodec: Codec<unknown> = {
  id: 1,
  encode(value) {
    assertPlain(value, '$', 0);
    return Buffer.from(JSON.stringify(value), 'utf8');
  },
  decode(bytes) {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  },
};

const MAX_DEPTH = 512;

function assertPlain(value: unknown, path: string, depth: number): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new UnstorableValueError(`${value} at ${path} is not JSON.`);
      return;
    case 'object':
      break;
    default:
      throw new UnstorableValueError(`A ${typeof value} at ${path} is not JSON.`);
  }
  if (value === null) return;
  if (depth >= MAX_DEPTH)
    throw new UnstorableValueError(`Nested deeper than ${MAX_DEPTH}, or a cycle, at ${path}.`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) assertPlain(value[i], `${path}[${i}]`, depth + 1);
    return;
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const json = (value as { toJSON(): unknown }).toJSON();
    if (typeof json === 'object' && json !== null) {
      throw new UnstorableValueError(`An instance at ${path} becomes an object only by its toJSON().`);
    }
    assertPlain(json, path, depth + 1);
    return;
  }
  if (!isPlainObject(value)) {
    throw new UnstorableValueError(`An instance of ${className(value)} at ${path} is not plain JSON.`);
  }
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) assertPlain(member, `${path}.${key}`, depth + 1);
  }
}

// Not by identity with Object.prototype: objects of another realm (a vm context) have their own.
function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return (
    prototype === null ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'))
  );
}

// Not every object has a constructor: one may be made from a prototype that has none.
function className(value: object): string {
  const { constructor } = value as { constructor?: unknown };
  return typeof constructor === 'function' ? constructor.name : 'an unnamed class';
}
