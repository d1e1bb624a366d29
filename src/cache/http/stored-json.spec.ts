import { inspect } from 'node:util';
import { storedBytesOf, storedJson } from './stored-json.js';

type Tree = Record<string, unknown>;

describe('storedJson', () => {
  const make = (value: unknown): { value: Tree; sent: Buffer } => {
    const sent = Buffer.from('as sent');
    return { value: storedJson(Buffer.from(JSON.stringify(value)), sent) as Tree, sent };
  };

  it.each([['text'], [5], [true], [null]])('gives %p back as it is', (primitive) => {
    const { value } = make(primitive);
    expect(value).toBe(primitive);
    expect(storedBytesOf(value)).toBeUndefined();
  });

  it('keeps its bytes while frameworks feel for what it is not', async () => {
    const { value, sent } = make({ a: 1 });
    for (const name of ['then', 'pipe', 'subscribe', 'getReader', 'toJSON', 'buffer', 'statusCode']) {
      expect(value[name]).toBeUndefined();
    }
    expect(await Promise.resolve(value)).toBe(value);
    expect(Array.isArray(value)).toBe(false);
    expect(Object.prototype.toString.call(value)).toBe('[object Object]');
    expect(typeof value['hasOwnProperty']).toBe('function');
    expect(storedBytesOf(value)).toBe(sent);
  });

  it.each<[string, (value: Tree) => unknown]>([
    ['a member read', (value) => value['a']],
    ['Object.keys', (value) => Object.keys(value)],
    ['a spread', (value) => ({ ...value })],
    ['in', (value) => 'a' in value],
    ['JSON.stringify', (value) => JSON.stringify(value)],
    ['an assignment', (value) => (value['new'] = 1)],
    ['a deletion', (value) => delete value['a']],
    ['Object.freeze', (value) => Object.freeze(value)],
    ['a new prototype', (value) => Object.setPrototypeOf(value, null) as unknown],
    ['inspect', (value) => inspect(value)],
  ])('%s is a look: from then on the bytes no longer count', (_, look) => {
    const { value } = make({ a: { b: 1 } });
    look(value);
    expect(storedBytesOf(value)).toBeUndefined();
  });

  it('is the object in every respect after a look', () => {
    const json = { a: { b: [1, 2] }, then: 'after', length: 3, toJSON: null, 'odd name': 1 };
    const { value } = make(json);
    expect(value['then']).toBe('after');
    expect(inspect(value)).toBe(inspect(json));
    expect(value).toEqual(json);
    (value['a'] as Tree)['b'] = 'changed';
    expect(JSON.stringify(value)).toBe(
      '{"a":{"b":"changed"},"then":"after","length":3,"toJSON":null,"odd name":1}',
    );
  });

  it('is an array in every respect', () => {
    const { value, sent } = make([1, { b: 2 }, 3]);
    const list = value as unknown as unknown[];
    expect(Array.isArray(list)).toBe(true);
    expect(storedBytesOf(list)).toBe(sent);
    expect(list.map((item) => item)).toEqual([1, { b: 2 }, 3]);
    expect([...list]).toHaveLength(3);
    list.push(4);
    expect(JSON.stringify(list)).toBe('[1,{"b":2},3,4]');
  });

  it('takes a member __proto__ for a member', () => {
    const value = storedJson(Buffer.from('{"__proto__":{"admin":true}}'), Buffer.alloc(0)) as Tree;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(value['admin']).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
