import type { ScopeAddress } from '../../core/address.js';
import type { InvalidationOutcome, ScopedStore } from '../scoped-store.js';

/** What an invalidation makes untrue, as stores know it: digests only. */
export type InvalidationTarget =
  | { readonly kind: 'client'; readonly scope: ScopeAddress }
  | { readonly kind: 'tag'; readonly scope: ScopeAddress; readonly tag: string }
  | { readonly kind: 'document'; readonly workspace: string; readonly document: string }
  | { readonly kind: 'workspace'; readonly workspace: string }
  /** Everything of the namespace. */
  | { readonly kind: 'all' };

/** Equal exactly for equal targets; without content, and without spaces or line ends. */
export function targetKey(target: InvalidationTarget): string {
  switch (target.kind) {
    case 'client':
      return `client/${target.scope.workspace}/${target.scope.client}`;
    case 'tag':
      return `tag/${target.scope.workspace}/${target.scope.client}/${target.tag}`;
    case 'document':
      return `document/${target.workspace}/${target.document}`;
    case 'workspace':
      return `workspace/${target.workspace}`;
    case 'all':
      return 'all';
  }
}

/** The target of a key; `undefined` for what is none. */
export function targetOfKey(key: string): InvalidationTarget | undefined {
  const [kind, workspace = '', part = '', tag = ''] = key.split('/');
  if (key === 'all') return { kind: 'all' };
  if (workspace === '') return undefined;
  const target = ((): InvalidationTarget | undefined => {
    switch (kind) {
      case 'client':
        return { kind, scope: { workspace, client: part } };
      case 'tag':
        return { kind, scope: { workspace, client: part }, tag };
      case 'document':
        return { kind, workspace, document: part };
      case 'workspace':
        return { kind, workspace };
      default:
        return undefined;
    }
  })();
  return target !== undefined && targetKey(target) === key ? target : undefined;
}

/** Digest of the workspace that the target lies in; `undefined` for everything. */
export function workspaceOf(target: InvalidationTarget): string | undefined {
  if (target.kind === 'all') return undefined;
  return 'scope' in target ? target.scope.workspace : target.workspace;
}

/** Makes the target untrue in a store. */
export function invalidateIn(store: ScopedStore, target: InvalidationTarget): Promise<InvalidationOutcome> {
  switch (target.kind) {
    case 'client':
      return store.invalidateClient(target.scope);
    case 'tag':
      return store.invalidateTag(target.scope, target.tag);
    case 'document':
      return store.invalidateDocument(target.workspace, target.document);
    case 'workspace':
      return store.invalidateWorkspace(target.workspace);
    case 'all':
      return store.clear();
  }
}
