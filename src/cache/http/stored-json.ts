const storedBytes = new WeakMap<object, Buffer>();

/**
 * A cached answer on its way out: to whoever looks at it, the JSON object or array it is; to the response writer,
 * the bytes it is stored in. It is parsed at the first real look and not before, so that an answer which no outer
 * interceptor touches is neither parsed nor serialised again. From that look on it is an ordinary object, since
 * whoever was given a part of it may change it, and the bytes no longer count.
 *
 * Strings, numbers, booleans and `null` are given back as they are.
 *
 * @param first the first byte of the JSON text
 * @param text gives the JSON text; called at most once
 * @param sent the bytes to send for it, in whatever coding the response will name
 */
export function storedJson(first: number, text: () => Buffer, sent: Buffer): unknown {
  const isArray = first === 0x5b;
  if (first !== 0x7b && !isArray) return JSON.parse(text().toString('utf8')) as unknown;

  // The target must be the real thing in the end, and of the right kind from the start: Array.isArray looks at it.
  const target: object = isArray ? [] : {};
  let source: Buffer | undefined;
  let parsed = false;
  const peek = (): Buffer => (source ??= text());
  const look = (): object => {
    if (!parsed) {
      parsed = true;
      storedBytes.delete(proxy);
      fill(target, JSON.parse(peek().toString('utf8')) as object);
      source = undefined;
    }
    return target;
  };
  // Frameworks feel every value for `then`, `pipe`, `subscribe`, `getReader`, `toJSON` and the like. A name that does
  // not occur in the text in quotes is no member of anything in it (plain letters are never escaped in JSON we wrote),
  // and to say so is not a look.
  const isAbsent = (key: string | symbol): boolean =>
    !parsed &&
    (typeof key === 'symbol' || (PLAIN_NAME.test(key) && key !== 'length' && !peek().includes(`"${key}"`)));

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
