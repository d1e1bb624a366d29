import { WORKSPACE_WIDE, type ScopeAddress } from '../../core/address.js';
import { assertNamespace } from '../../core/namespace.js';

/** A scope's vectors that can be compared with one another; digests only. */
export interface VectorSetAddress extends ScopeAddress {
  readonly partition: string;
  readonly embedding: string;
}

/**
 * The names of the keys in Redis. Everything of a workspace carries its digest as the hash tag and so lives in one
 * slot, where one script can compare it all.
 *
 * - `<ns>:query:{W}:w` string: incarnation of the workspace
 * - `<ns>:query:{W}:c:C` hash: a scope; `#g #w #r` its incarnation and those it was born under, `q:<tag>` that of a
 *   tag, `<field>` an entry, `l:<field>` a lease, `n:<name>` notes
 * - `<ns>:query:{W}:d` string: incarnation of "any document"
 * - `<ns>:query:{W}:d:D` string: incarnation of document D
 * - `<ns>:query:{W}:m` string: written by invalidations that wait for replicas, read by nobody
 * - `<ns>:semantic:{W}:<C or _>:<partition>:<embedding>` vector set: an index of similar questions
 * - `<ns>:<layer>:<W or ->:<digest>` string: a content-addressed entry, in any slot
 * - `<ns>:probe:{T}`: never written; removing it asks whether the shard of T takes writes
 * - `budget.<ns>:{B}` hash and `budget.<ns>:{B}:r` sorted set: what of a budget is spent and set aside
 */
export class RedisKeys {
  /** Glob patterns of everything in this namespace. */
  readonly everything: string;
  readonly everyScope: string;
  readonly everyVectorSet: string;

  /** @throws CacheConfigurationError for a namespace in which two applications could meet. */
  constructor(readonly namespace: string) {
    assertNamespace(namespace);
    this.everything = `${namespace}:*`;
    this.everyScope = `${namespace}:query:{*}:c:*`;
    this.everyVectorSet = `${namespace}:semantic:{*}:*`;
  }

  workspace(workspace: string): string {
    return `${this.namespace}:query:{${workspace}}:w`;
  }

  scope({ workspace, client }: ScopeAddress): string {
    return `${this.namespace}:query:{${workspace}}:c:${client}`;
  }

  workspaceWide(workspace: string): string {
    return this.scope({ workspace, client: WORKSPACE_WIDE });
  }

  anyDocument(workspace: string): string {
    return `${this.namespace}:query:{${workspace}}:d`;
  }

  document(workspace: string, document: string): string {
    return `${this.namespace}:query:{${workspace}}:d:${document}`;
  }

  mark(workspace: string): string {
    return `${this.namespace}:query:{${workspace}}:m`;
  }

  content(key: string): string {
    return `${this.namespace}:${key}`;
  }

  /** Glob pattern of a workspace's content-addressed entries. Scoped keys have it in braces and do not match. */
  contentOf(workspace: string): string {
    return `${this.namespace}:*:${workspace}:*`;
  }

  /** Glob patterns of what else speaks of a workspace: digests of its documents, and vectors of its questions. */
  tracesOf(workspace: string): string[] {
    return [`${this.namespace}:query:{${workspace}}:d*`, this.vectorSetsOf(workspace)];
  }

  vectorSet({ workspace, client, partition, embedding }: VectorSetAddress): string {
    return `${this.namespace}:semantic:{${workspace}}:${client}:${partition}:${embedding}`;
  }

  /** Glob pattern of a client's vector sets, or of all of a workspace. */
  vectorSetsOf(workspace: string, client?: string): string {
    const sets = `${this.namespace}:semantic:{${workspace}}`;
    return client === undefined ? `${sets}:*` : `${sets}:${client}:*`;
  }

  probe(tag: string): string {
    return `${this.namespace}:probe:{${tag}}`;
  }

  // No namespace can have a dot, so that clearing one (`<ns>:*`) never forgets what was spent.
  budget(owner: string): string {
    return `budget.${this.namespace}:{${owner}}`;
  }

  budgetReservations(owner: string): string {
    return `${this.budget(owner)}:r`;
  }

  scopesOf(workspace: string): string {
    return `${this.namespace}:query:{${workspace}}:c:*`;
  }

  /** Whether a key of this namespace holds a scope's entries. */
  isScope(key: string): boolean {
    return this.isScoped(key) && key.includes('}:c:');
  }

  /** Whether a key of this namespace holds vectors, which are no entries. */
  isVectorSet(key: string): boolean {
    return key.startsWith(`${this.namespace}:semantic:{`);
  }

  /** Whether a key of this namespace holds an incarnation and no entry. */
  isIncarnation(key: string): boolean {
    return this.isScoped(key) && !this.isScope(key);
  }

  /** The workspace key beside a scope key that a scan found. */
  workspaceOfScope(scopeKey: string): string {
    return `${scopeKey.slice(0, scopeKey.lastIndexOf(':c:'))}:w`;
  }

  private isScoped(key: string): boolean {
    return key.startsWith(`${this.namespace}:query:{`);
  }
}
