import type { KeyDigester } from '../core/digest.js';
import type { KeyRing } from '../encryption/key-ring.js';
import type { Invalidator } from '../invalidation/invalidator.js';
import type { ContentStore } from '../store/content-store.js';
import type { ErasureResult } from './erasure-result.js';

export interface WorkspaceEraserParts {
  readonly digester: KeyDigester;
  readonly invalidator: Invalidator;
  /** Absent: content-addressed entries live in this process only. */
  readonly contentStore: ContentStore | undefined;
  /** Absent: nothing is encrypted. */
  readonly ring: KeyRing | undefined;
  /** Drops the copies of content-addressed entries in this process. */
  readonly forgetCopies: () => void;
  readonly onStoreError: (error: unknown) => void;
}

/**
 * Erases a workspace from the cache. The secret goes first: should the rest fail, nobody can read what is left. Then
 * the answers are made untrue, so that no computation from before can store another one, and only then deleted.
 *
 * What is not reached: copies of content-addressed entries (embeddings, model replies) in the memory of other
 * processes, until they expire; and, for a minute, those processes' copies of the secret.
 */
export class WorkspaceEraser {
  constructor(private readonly parts: WorkspaceEraserParts) {}

  /** @throws InvalidScopeError. Never for a failing store or key store. */
  async erase(workspaceId: string): Promise<ErasureResult> {
    const { digester, invalidator, ring, contentStore, forgetCopies } = this.parts;
    const { workspace } = digester.scope({ workspaceId });
    const keyErased = await this.attempt(() => ring?.erase(workspace) ?? Promise.resolve(false));
    forgetCopies();
    const { acknowledged, entries, swept } = await invalidator.workspace(workspaceId, 'erasure');
    const [answers, content] = await Promise.all([
      swept,
      this.attempt(() => contentStore?.deleteWorkspace(workspace) ?? Promise.resolve(0)),
    ]);
    return {
      complete: acknowledged && keyErased !== undefined && answers !== undefined && content !== undefined,
      acknowledged,
      keyErased: keyErased === true,
      deleted: entries + (answers ?? 0) + (content ?? 0),
    };
  }

  private async attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.parts.onStoreError(error);
      return undefined;
    }
  }
}
