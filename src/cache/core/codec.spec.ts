import { runInNewContext } from 'node:vm';
import { jsonCodec } from './codec.js';
import { UnstorableValueError } from './errors.js';

class Note {
  constructor(readonly text: string) {}
}

describe('jsonCodec', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['false', false],
    ['zero', 0],
    ['the empty string', ''],
    ['nested plain JSON', { a: [1, { b: null }], 'é"\n': '\u2028😀' }],
    ['an object of another realm', runInNewContext('({ a: [1] })')],
    ['__proto__ as a member', JSON.parse('{"__proto__":{"x":1}}')],
  ])('gives back %s', (_, value) => {
    const back = jsonCodec.decode(jsonCodec.encode(value));
    expect(JSON.stringify(back)).toBe(JSON.stringify(value));
  });

  it('gives back a Date as its JSON, and leaves out undefined members', () => {
    expect(jsonCodec.decode(jsonCodec.encode({ at: new Date(0), none: undefined }))).toEqual({
      at: '1970-01-01T00:00:00.000Z',
    });
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  it.each<[string, unknown, RegExp]>([
    ['undefined', undefined, /^A undefined at \$ is not JSON\.$/],
    ['NaN', { a: [0, NaN] }, /^NaN at \$\.a\[1\] is not JSON\.$/],
    ['a bigint', { n: 1n }, /^A bigint at \$\.n is not JSON\.$/],
    ['a function', [() => 1], /^A function at \$\[0\] is not JSON\.$/],
    ['an instance', { note: new Note('x') }, /^An instance of Note at \$\.note is not plain JSON\.$/],
    ['a Map', new Map(), /^An instance of Map at \$ is not plain JSON\.$/],
    ['a Buffer', { b: Buffer.from('x') }, /at \$\.b becomes an object only by its toJSON/],
    ['a hole', [1, , 2], /^A undefined at \$\[1\] is not JSON\.$/], // eslint-disable-line no-sparse-arrays
    ['an instance of nothing', Object.create(Object.create(null)), /^An instance of an unnamed class at \$/],
    ['a cycle', cycle, /^Nested deeper than 512, or a cycle/],
  ])('refuses %s and says where', (_, value, message) => {
    expect(() => jsonCodec.encode(value)).toThrow(UnstorableValueError);
    expect(() => jsonCodec.encode(value)).toThrow(message);
  });
});
