import type { Dependency } from '../engine/computation.js';
import type { StoreOperation } from '../engine/store-error-log.js';
import type { KeyDigester } from '../core/digest.js';
import type { CacheObserver } from '../core/observer.js';
import { assertId, type Scope } from '../core/scope.js';
import type { InvalidationOutcome, ScopedStore } from '../store/scoped-store.js';
import type { InvalidationResult } from './invalidation-result.js';
import { PendingWorkspaces } from './pending-workspaces.js';

export interface InvalidatorParts {
  readonly store: ScopedStore;
  readonly digester: KeyDigester;
  readonly observer: CacheObserver;
  readonly normalize: (query: string) => string;
  /** Deletes the vectors of a workspace's questions, or all; they make nothing true, so nothing waits for it. */
  readonly forgetVectors?: ((workspace?: string) => Promise<void>) | undefined;
  /** Drops the copies of content-addressed entries in this process. */
  readonly forgetCopies: () => void;
  readonly onStoreAnswer: (operation: StoreOperation) => void;
  readonly onStoreError: (error: unknown, operation: StoreOperation) => void;
}

/**
 * Makes answers untrue. Call after the data's commit and before telling anybody that the change is done.
 *
 * Nothing here rejects for a failing store: the result says whether the invalidation is acknowledged, and the caller
 * decides what an unacknowledged one means to it.
 */
export class Invalidator {
  private readonly waiting = new PendingWorkspaces();

  constructor(private readonly parts: InvalidatorParts) {}

  /** How many targets wait now for the store to come back. */
  pending(targets: number): void {
    if (targets === 0) this.waiting.clear();
    this.parts.observer.pendingInvalidations(targets);
  }

  /**
   * The store has executed invalidations that waited: how many, and the digest of their workspace; without one those
   * of all workspaces.
   */
  applied(workspace: string | undefined, invalidations: number): void {
    this.parts.observer.replayed(this.waiting.of(workspace), invalidations);
  }

  /** Everything of this client, and the workspace-wide answers, which may speak of it. */
  client(workspaceId: string, clientId: string, reason = 'manual'): Promise<InvalidationResult> {
    assertId('clientId', clientId);
    const scope = this.parts.digester.scope({ workspaceId, clientId });
    return this.run(workspaceId, reason, () => this.parts.store.invalidateClient(scope));
  }

  /** Everything of this workspace; its dead entries are deleted physically in the background. */
  workspace(workspaceId: string, reason = 'manual'): Promise<InvalidationResult> {
    const { workspace } = this.parts.digester.scope({ workspaceId });
    return this.run(
      workspaceId,
      reason,
      () => this.parts.store.invalidateWorkspace(workspace),
      async () => {
        const [entries] = await Promise.all([
          this.parts.store.sweep(workspace),
          this.parts.forgetVectors?.(workspace),
        ]);
        return entries;
      },
    );
  }

  /** The answers of exactly this scope to this question, in every context and variant. */
  query(scope: Scope, query: string, reason = 'manual'): Promise<InvalidationResult> {
    const { digester, normalize, store } = this.parts;
    const address = digester.scope(scope);
    const tag = digester.tag(normalize(query));
    return this.run(scope.workspaceId, reason, () => store.invalidateTag(address, tag));
  }

  /** What was made from this document, or depends on this collection, of the workspace. */
  dependency(workspaceId: string, { kind, id }: Dependency, reason = 'manual'): Promise<InvalidationResult> {
    const { digester, store } = this.parts;
    const { workspace } = digester.scope({ workspaceId });
    return this.run(workspaceId, reason, () =>
      store.invalidateDocument(workspace, digester.dependency({ kind, id })),
    );
  }

  /**
   * Everything in the namespace. Visits every key, unlike the others. Other processes keep their copies of
   * content-addressed entries, which are true.
   */
  clear(): Promise<InvalidationResult> {
    this.parts.forgetCopies();
    const { store, forgetVectors } = this.parts;
    return this.run(
      '',
      'clear',
      () => store.clear(),
      forgetVectors &&
        (async () => {
          await forgetVectors();
          return 0;
        }),
    );
  }

  private async run(
    workspaceId: string,
    reason: string,
    invalidate: () => Promise<InvalidationOutcome>,
    sweep?: () => Promise<number>,
  ): Promise<InvalidationResult> {
    const { observer, onStoreError } = this.parts;
    let outcome: InvalidationOutcome;
    try {
      outcome = await invalidate();
    } catch (error) {
      onStoreError(error, 'invalidation');
      observer.invalidated(workspaceId, reason, false, 0);
      return {
        acknowledged: false,
        entries: 0,
        reason: 'store_unavailable',
        swept: Promise.resolve(undefined),
      };
    }
    observer.invalidated(workspaceId, reason, outcome.acknowledged, outcome.entries);
    if (outcome.pending !== undefined) {
      if (workspaceId !== '')
        this.waiting.add(this.parts.digester.scope({ workspaceId }).workspace, workspaceId);
      return { ...outcome, swept: Promise.resolve(undefined) };
    }
    this.parts.onStoreAnswer('invalidation');
    return { ...outcome, swept: sweep === undefined ? Promise.resolve(0) : this.sweep(sweep) };
  }

  private async sweep(sweep: () => Promise<number>): Promise<number | undefined> {
    try {
      const entries = await sweep();
      this.parts.onStoreAnswer('sweep');
      this.parts.observer.swept(entries);
      return entries;
    } catch (error) {
      this.parts.onStoreError(error, 'sweep');
      return undefined;
    }
  }
}
