import { UnstorableValueError } from '../core/errors.js';
import { replyCodec } from './reply-codec.js';

const roundTrip = (value: unknown): unknown => replyCodec.decode(replyCodec.encode(value));

describe('replyCodec', () => {
  it.each([
    [null],
    [''],
    [{ content: [{ type: 'text', text: 'Zürich "\\u0000' }], usage: { inputTokens: { total: 0 } } }],
    [{ data: new Uint8Array([0, 255, 10]), at: new Date(0), url: new URL('https://example.org/a?b') }],
    [{ $type: 'bytes', value: 'not bytes' }],
    [{ $type: { $type: 'date', value: new Date(5) } }],
    [{ nested: [{ $type: 'object', value: { $type: 'url' } }] }],
  ])('gives %j back as it was', (value) => {
    expect(roundTrip(value)).toEqual(value);
  });

  it('leaves members without a value out', () => {
    expect(roundTrip({ raw: undefined, kept: 1 })).toEqual({ kept: 1 });
  });

  it.each([[() => undefined], [new Map()], [{ at: NaN }], [Symbol('x')]])('refuses %p', (value) => {
    expect(() => replyCodec.encode({ value })).toThrow(UnstorableValueError);
  });

  it('refuses a cycle', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;
    expect(() => replyCodec.encode(value)).toThrow(UnstorableValueError);
  });

  it('does not take an unknown tag for a value', () => {
    expect(() => replyCodec.decode(Buffer.from('{"$type":"map","value":[]}'))).toThrow();
  });
});
