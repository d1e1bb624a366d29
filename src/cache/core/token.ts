/**
 * The incarnations under which a computation began. A fill is stored only while every one of them is still current,
 * compared by the store itself in one step; any invalidation, eviction or failover in between changes at least one.
 * Incarnations are minted by the store and never repeat.
 */
export interface Token {
  /** Of the workspace. */
  readonly workspace: string;
  /** Of the scope (client, or workspace-wide). */
  readonly scope: string;
  /** Of the tag (the query) within the scope. */
  readonly tag: string;
  /** Of "any document of the workspace"; compared only for fills that depend on documents. */
  readonly documents: string;
  /** Of the scope in the application's data, where the cache is told; see `ScopeVersionProvider`. */
  readonly version?: string | undefined;
  /** Of the server's replication history; changes at restart and promotion. */
  readonly replication: string;
}

/**
 * Equal exactly for equal tokens: no incarnation contains a space, and the version, which may, comes last. The documents' incarnation belongs to it: a reader
 * that comes after the invalidation of a document must not join a computation that may have used the document before.
 */
export function tokenKey(token: Token): string {
  const { workspace, scope, tag, documents, replication, version = '' } = token;
  return `${workspace} ${scope} ${tag} ${documents} ${replication} ${version}`;
}
