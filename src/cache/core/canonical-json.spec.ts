import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { InvalidKeyError } from './errors.js';

class Question {
  constructor(readonly text: string) {}
}

describe('canonicalJson', () => {
  it.each<[string, unknown, string]>([
    ['members sorted, no white space', { b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [
      'RFC 8785 3.2.3: by UTF-16 units',
      { '€': 1, '\r': 2, '\ufb33': 3, 1: 4, '😀': 5 },
      '{"\\r":2,"1":4,"€":1,"😀":5,"\ufb33":3}',
    ],
    [
      'RFC 8785 3.2.2.3: numbers',
      [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27]',
    ],
    ['RFC 8785 3.2.2.2: strings', '€$\u000F\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    ['minus zero is zero', -0, '0'],
    ['undefined members are absent', { a: undefined, b: 1 }, '{"b":1}'],
    ['toJSON is asked', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['instances by their members', new Question('q'), '{"text":"q"}'],
    ['objects without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [
      '__proto__ is a member like others',
      JSON.parse('{"__proto__":{"a":1},"b":2}'),
      '{"__proto__":{"a":1},"b":2}',
    ],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  it.each<[string, unknown, RegExp]>([
    [
      'a Map',
      { filters: [1, new Map([['a', 1]])] },
      /^Cache key material at \$\.filters\[1\]: a Map is not JSON\.$/,
    ],
    ['a Set', { s: new Set([1]) }, /at \$\.s: a Set is not JSON/],
    ['NaN', [NaN], /at \$\[0\]: NaN is not a JSON number/],
    ['Infinity', { a: { b: -Infinity } }, /at \$\.a\.b: -Infinity is not/],
    ['a bigint', 1n, /at \$: a bigint is not JSON/],
    ['a symbol', [Symbol('s')], /at \$\[0\]: a symbol is not JSON/],
    ['a function', { f: () => 1 }, /at \$\.f: a function is not JSON/],
    ['undefined in a list', [1, undefined], /at \$\[1\]: a undefined is not JSON/],
    ['a hole in a list', new Array(1), /at \$\[0\]: a undefined is not JSON/],
    ['a boxed value', Object('text'), /at \$: a String is not JSON/],
    ['a RegExp', /x/, /at \$: a RegExp is not JSON/],
    ['a promise', Promise.resolve(), /at \$: a Promise is not JSON/],
    [
      'an object that says it is else',
      Object.create(null, { [Symbol.toStringTag]: { value: 'Module' } }),
      /a Module/,
    ],
    ['a cycle', cycle, /\.self: nested deeper than 64, or a cycle/],
  ])('refuses %s and says where', (_, value, message) => {
    expect(() => canonicalJson(value)).toThrow(InvalidKeyError);
    expect(() => canonicalJson(value)).toThrow(message);
  });

  it('gives one text to equal JSON and another to other JSON', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, member]) => [key, shuffled(member)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const text = canonicalJson(a);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(a)));
        expect(canonicalJson(shuffled(JSON.parse(JSON.stringify(a))))).toBe(text);
        expect(canonicalJson(b) === text).toBe(isSame(JSON.parse(text), JSON.parse(JSON.stringify(b))));
      }),
    );
  });
});

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) &&
        isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
