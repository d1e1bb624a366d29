import fc from 'fast-check';
import { WORKSPACE_WIDE } from './address.js';
import { KeyDigester } from './digest.js';
import { InvalidScopeError } from './errors.js';
import type { Scope } from './scope.js';

const digester = new KeyDigester('ns');
const layer = { name: 'layer', version: 1 };
const SECRET = Buffer.from('a secret of at least thirty-two characters');

const field = (scope: Scope, material: unknown = 'm', tag = 't', by = digester, of = layer): string =>
  by.address(of, by.scope(scope), tag, material).field;

describe('KeyDigester', () => {
  const hostile = [
    '{}:*?[]',
    '}',
    ':',
    'a\nb',
    '\0',
    '東京😀',
    '__proto__',
    'constructor',
    '_',
    'x'.repeat(1_000_000),
  ];

  it('tells queries apart that UTF-8 would not', () => {
    const tags = ['\ud800', '\ud801', '\udc00', '\ufffd', '\\ud800'].map((query) => digester.tag(query));
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('makes 43 harmless characters of any id, each its own', () => {
    const digests = hostile.map((id) => digester.scope({ workspaceId: id }).workspace);
    for (const digest of digests) expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(digests).size).toBe(hostile.length);
    // Asked again, from its memory.
    expect(hostile.map((id) => digester.scope({ workspaceId: id }).workspace)).toEqual(digests);
  });

  it('keeps the workspace-wide scope apart from a client of any name', () => {
    expect(digester.scope({ workspaceId: 'w' }).client).toBe(WORKSPACE_WIDE);
    expect(digester.scope({ workspaceId: 'w', clientId: '_' }).client).not.toBe(WORKSPACE_WIDE);
  });

  it('refuses ids that share a UTF-8 form', () => {
    expect(() => digester.scope({ workspaceId: '\ud800' })).toThrow(InvalidScopeError);
    expect(() => digester.scope({ workspaceId: 'w', clientId: '\udfff' })).toThrow(InvalidScopeError);
  });

  it('carries the bytes of the field as the proof', () => {
    const address = digester.address(layer, digester.scope({ workspaceId: 'w' }), 't', 'm');
    expect(address.proof.toString('base64url')).toBe(address.field);
    expect(address.proof).toHaveLength(32);
  });

  it('gives another field for another anything', () => {
    const scope = { workspaceId: 'a', clientId: 'b:c' };
    const others = new KeyDigester('other');
    const secret = new KeyDigester('ns', SECRET);
    const secret2 = new KeyDigester('ns', Buffer.from(SECRET).fill(1));
    const fields = [
      field(scope),
      field({ workspaceId: 'a:b', clientId: 'c' }),
      field({ workspaceId: 'b:c', clientId: 'a' }),
      field({ workspaceId: 'a' }),
      field(scope, 'M'),
      field(scope, ['m']),
      field(scope, 'm', 'T'),
      field(scope, 'm', 't', others),
      field(scope, 'm', 't', secret),
      field(scope, 'm', 't', secret2),
      field(scope, 'm', 't', digester, { name: 'other', version: 1 }),
      field(scope, 'm', 't', digester, { name: 'layer', version: 2 }),
      field(scope, null),
      field(scope, 'null'),
      field(scope, { __proto__: null }),
      field(scope, '\ud800'),
      field(scope, '\ud801'),
    ];
    expect(new Set(fields).size).toBe(fields.length);
    expect(secret.scope(scope)).not.toEqual(digester.scope(scope));
  });

  it('has no collisions: fields are equal exactly when everything is', () => {
    // Few and awkward characters, so that concatenations meet often.
    const id = fc.string({ unit: fc.constantFrom('a', 'b', ':', ',', '"', ' '), minLength: 1, maxLength: 4 });
    const request = fc.tuple(
      id,
      fc.option(id, { nil: undefined }),
      id,
      fc.oneof(id, fc.array(id, { maxLength: 2 })),
    );
    fc.assert(
      fc.property(request, request, ([w1, c1, t1, m1], [w2, c2, t2, m2]) => {
        const same = JSON.stringify([w1, c1 ?? null, t1, m1]) === JSON.stringify([w2, c2 ?? null, t2, m2]);
        const one = field({ workspaceId: w1, clientId: c1 }, m1, t1);
        const two = field({ workspaceId: w2, clientId: c2 }, m2, t2);
        expect(one === two).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps documents and collections of one id apart, and content of a workspace from what all share', () => {
    expect(digester.dependency({ kind: 'document', id: 'x' })).not.toBe(
      digester.dependency({ kind: 'collection', id: 'x' }),
    );
    const keys = [undefined, 'w', 'v'].map(
      (workspace) => digester.contentAddresses(layer, workspace, ['m'])[0]?.key,
    );
    expect(new Set(keys).size).toBe(3);
    expect(keys[0]).toMatch(/^layer:-:[\w-]{43}$/);
  });
});
