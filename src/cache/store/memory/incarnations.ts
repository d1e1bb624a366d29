import type { ScopeAddress } from '../../core/address.js';
import type { Token } from '../../core/token.js';
import type { TagRecord } from './records.js';

/** The one replication history there is: what a process remembers ends with it. */
const REPLICATION = 'memory';

export function scopeKey(scope: ScopeAddress): string {
  return `${scope.workspace} ${scope.client}`;
}

export function tagKey(address: ScopeAddress & { readonly tag: string }): string {
  return `${address.workspace} ${address.client} ${address.tag}`;
}

/** The token of a computation that begins now under this tag. */
export function tokenOf(tag: TagRecord): Token {
  return {
    workspace: tag.scope.workspace.incarnation,
    scope: tag.scope.incarnation,
    tag: tag.incarnation,
    documents: tag.scope.workspace.documents,
    replication: REPLICATION,
  };
}

/** Whether every incarnation of the token still stands, but for the documents', which not every fill needs. */
export function isCurrent(tag: TagRecord, token: Token): boolean {
  const { scope } = tag;
  return (
    token.replication === REPLICATION &&
    tag.incarnation === token.tag &&
    scope.alive &&
    scope.incarnation === token.scope &&
    scope.workspace.alive &&
    scope.workspace.incarnation === token.workspace
  );
}
