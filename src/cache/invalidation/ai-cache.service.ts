import { Inject, Injectable } from '@nestjs/common';
import type { Scope } from '../core/scope.js';
import type { ErasureResult } from '../erasure/erasure-result.js';
import type { Cache } from '../engine/create-cache.js';
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

  /** Everything in the namespace, of all workspaces. Visits every key. */
  async clear(): Promise<InvalidationResult> {
    return await this.cache.invalidator.clear();
  }
}
