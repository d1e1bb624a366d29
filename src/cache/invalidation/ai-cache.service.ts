import { Inject, Injectable } from '@nestjs/common';
import type { Scope } from '../core/scope.js';
import type { ErasureResult } from '../erasure/erasure-result.js';
import type { Cache } from '../engine/create-cache.js';
import type { QueryExplanation } from '../engine/explanation.js';
import type { QueryKey } from '../query/query-cache.js';
import { CACHE } from '../nest/cache-module.options.js';
import type { InvalidationResult } from './invalidation-result.js';

/**
 * Makes cached answers untrue. Call it after the data's commit; once a result says `acknowledged`, no read that
 * starts from then on, in any process, is given anything computed from older data.
 *
 * No method rejects because the store is away: the result says so. They throw InvalidScopeError for ids that are no
 * ids.
 */
@Injectable()
export class AICacheService {
  constructor(@Inject(CACHE) private readonly cache: Cache) {}

  /** All answers about one client, and the workspace-wide ones, which may speak of it. */
  async invalidateClientQueries(workspaceId: string, clientId: string): Promise<InvalidationResult> {
    return await this.cache.invalidator.client(workspaceId, clientId);
  }

  /** All answers of a workspace. */
  async invalidateWorkspaceQueries(workspaceId: string): Promise<InvalidationResult> {
    return await this.cache.invalidator.workspace(workspaceId);
  }

  /** The answers to one question in exactly this scope, whatever their context and variant. */
  async invalidateQuery(scope: Scope, query: string): Promise<InvalidationResult> {
    return await this.cache.invalidator.query(scope, query);
  }

  /**
   * What was made from one document (see `dependsOn`). Right for corrections that cannot change which documents
   * match a question; otherwise invalidate the client.
   */
  async invalidateDocument(workspaceId: string, documentId: string): Promise<InvalidationResult> {
    return await this.cache.invalidator.dependency(workspaceId, { kind: 'document', id: documentId });
  }

  /** What depends on what is found, or not found, in a collection: after a document was added to it or changed. */
  async invalidateCollection(workspaceId: string, collection: string): Promise<InvalidationResult> {
    return await this.cache.invalidator.dependency(workspaceId, { kind: 'collection', id: collection });
  }

  /**
   * Everything of a workspace, for good: its answers, its content-addressed entries and, with a key store, the secret
   * without which no copy of them can be read. See docs/security.md for what this does not reach.
   */
  async eraseWorkspace(workspaceId: string): Promise<ErasureResult> {
    return await this.cache.eraser.erase(workspaceId);
  }

  /**
   * What a question would get now in this scope, and which similar questions were found, how near, and what each stage
   * of the decision said. With `text` also the cached questions themselves, which are of this scope.
   */
  async explain(
    scope: Scope,
    key: QueryKey,
    options: { readonly text?: boolean; readonly maxAgeMs?: number } = {},
  ): Promise<QueryExplanation> {
    return await this.cache.queries.explain(scope, key, options);
  }

  /**
   * Ends one false pair: neither question is answered by the other's entry any more in this scope, in any context and
   * variant, for as long as either has an entry. Both are compared in their normal form.
   *
   * `acknowledged: false`: the store could not be reached, and the pair may be served again.
   */
  async rejectSemanticHit(
    scope: Scope,
    asked: string,
    cached: string,
  ): Promise<{ readonly acknowledged: boolean }> {
    return { acknowledged: await this.cache.queries.keepApart(scope, asked, cached) };
  }

  /** Everything in the namespace, of all workspaces. Visits every key. */
  async clear(): Promise<InvalidationResult> {
    return await this.cache.invalidator.clear();
  }
}
