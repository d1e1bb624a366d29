import { InvalidScopeError } from './errors.js';
import { assertScope } from './scope.js';

describe('assertScope', () => {
  it.each(['{}:*?[]', 'line\nbreak', '東京 😀', '__proto__', '_', ' ', 'x'.repeat(1_000_000)])(
    'takes any well-formed id (%#)',
    (id) => {
      expect(() => assertScope({ workspaceId: id, clientId: id })).not.toThrow();
      expect(() => assertScope({ workspaceId: id })).not.toThrow();
    },
  );

  it.each<[unknown, string]>([
    [undefined, 'A scope is an object { workspaceId, clientId? }.'],
    [null, 'A scope is an object { workspaceId, clientId? }.'],
    ['w', 'A scope is an object { workspaceId, clientId? }.'],
    [{}, 'workspaceId must be a string, not undefined.'],
    [{ workspaceId: 7 }, 'workspaceId must be a string, not number.'],
    [{ workspaceId: null }, 'workspaceId must be a string, not null.'],
    [{ workspaceId: '' }, 'workspaceId must not be empty.'],
    [{ workspaceId: ['w'] }, 'workspaceId must be a string, not object.'],
    [{ workspaceId: 'w', clientId: '' }, 'clientId must not be empty.'],
    [{ workspaceId: 'w', clientId: null }, 'clientId must be a string, not null.'],
    [{ workspaceId: '\ud800' }, 'workspaceId is not well-formed Unicode.'],
    [{ workspaceId: 'w', clientId: 'a\udc00b' }, 'clientId is not well-formed Unicode.'],
  ])('refuses %j', (scope, message) => {
    expect(() => assertScope(scope)).toThrow(new InvalidScopeError(message));
  });
});
