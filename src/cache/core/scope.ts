import { InvalidScopeError } from './errors.js';

/**
 * The tenant boundary of an entry. Without a clientId the answer is workspace-wide: it may speak of any client of
 * the workspace, so the invalidation of any client drops it too.
 *
 * Ids are opaque, non-empty, well-formed Unicode strings of any length, compared code unit by code unit.
 */
export interface Scope {
  readonly workspaceId: string;
  readonly clientId?: string | undefined;
}

// A lone surrogate has no UTF-8 form; encoders replace every one by U+FFFD, so two such ids would share a digest.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @throws InvalidScopeError when the id is not a non-empty, well-formed string. */
export function assertId(name: 'workspaceId' | 'clientId', id: unknown): asserts id is string {
  if (typeof id !== 'string') {
    throw new InvalidScopeError(`${name} must be a string, not ${id === null ? 'null' : typeof id}.`);
  }
  if (id === '') throw new InvalidScopeError(`${name} must not be empty.`);
  if (LONE_SURROGATE.test(id)) throw new InvalidScopeError(`${name} is not well-formed Unicode.`);
}

/** @throws InvalidScopeError when the scope cannot name a tenant. */
export function assertScope(scope: unknown): asserts scope is Scope {
  if (typeof scope !== 'object' || scope === null) {
    throw new InvalidScopeError('A scope is an object { workspaceId, clientId? }.');
  }
  const { workspaceId, clientId } = scope as { workspaceId?: unknown; clientId?: unknown };
  assertId('workspaceId', workspaceId);
  if (clientId !== undefined) assertId('clientId', clientId);
}
