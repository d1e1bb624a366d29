import { inspect } from 'node:util';

const storedBytes = new WeakMap<object, Buffer>();

/**
 * A cached answer on its way out: to whoever looks at it, the JSON object or array it is; to the response writer,
 * the bytes it is stored in. It is parsed at the first real look and not before, so that an answer which no outer
 * interceptor touches is neither parsed nor serialised again. From that look on it is an ordinary object, since
 * whoever was given a part of it may change it, and the bytes no longer count.
 *
 * It is a proxy, which `structuredClone` refuses; a spread or `JSON.parse(JSON.stringify(value))` copies it.
 *
 * Strings, numbers, booleans and `null` are given back as they are.
 *
 * @param text the JSON text
 * @param sent the bytes to send for it, in whatever coding the response will name
 */
export function storedJson(text: Buffer, sent: Buffer): unknown {
  const isArray = text[0] === 0x5b;
  if (text[0] !== 0x7b && !isArray) return JSON.parse(text.toString('utf8')) as unknown;

  // The target must be the real thing in the end, and of the right kind from the start: Array.isArray looks at it.
  const target: object = isArray ? [] : {};
  let parsed = false;
  const look = (): object => {
    if (!parsed) {
      parsed = true;
      storedBytes.delete(proxy);
      Reflect.deleteProperty(target, inspect.custom);
      fill(target, JSON.parse(text.toString('utf8')) as object);
    }
    return target;
  };
  // Frameworks feel every value for `then`, `pipe`, `subscribe`, `getReader`, `toJSON` and the like. A name that does
  // not occur in the text in quotes is no member of anything in it (plain letters are never escaped in JSON we wrote),
  // and to say so is not a look.
  const isAbsent = (key: string | symbol): boolean =>
    !parsed &&
    (typeof key === 'symbol' || (PLAIN_NAME.test(key) && key !== 'length' && !text.includes(`"${key}"`)));

  const proxy: object = new Proxy(target, {
    get: (_, key) => Reflect.get(isAbsent(key) ? target : look(), key) as unknown,
    has: (_, key) => Reflect.has(isAbsent(key) ? target : look(), key),
    ownKeys: () => Reflect.ownKeys(look()),
    getOwnPropertyDescriptor: (_, key) =>
      Reflect.getOwnPropertyDescriptor(isAbsent(key) ? target : look(), key),
    set: (_, key, value) => Reflect.set(look(), key, value),
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(look(), key, descriptor),
    deleteProperty: (_, key) => Reflect.deleteProperty(look(), key),
    setPrototypeOf: (_, prototype) => Reflect.setPrototypeOf(look(), prototype),
    preventExtensions: () => Reflect.preventExtensions(look()),
  });
  // `console.log` and loggers go round the traps to the target: without this they would show an empty object.
  Object.defineProperty(target, inspect.custom, { value: look, configurable: true });
  storedBytes.set(proxy, sent);
  return proxy;
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The bytes to send for a value that `storedJson` made and nobody has looked into. */
export function storedBytesOf(value: unknown): Buffer | undefined {
  return typeof value === 'object' && value !== null ? storedBytes.get(value) : undefined;
}

function fill(target: object, parsed: object): void {
  // Defined, not assigned: assignment would take a member `__proto__` for the prototype.
  for (const key of Object.keys(parsed)) {
    Object.defineProperty(target, key, {
      value: (parsed as Record<string, unknown>)[key],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}
