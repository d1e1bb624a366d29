/** More names than this are not remembered: their invalidations are told without the workspace. */
const MAX_NAMES = 4096;

/** The ids of workspaces whose invalidations wait; stores know them by their digests only. */
export class PendingWorkspaces {
  private readonly names = new Map<string, string>();

  add(digest: string, workspaceId: string): void {
    if (this.names.size < MAX_NAMES) this.names.set(digest, workspaceId);
  }

  /** Nothing waits. */
  clear(): void {
    this.names.clear();
  }

  /** The workspace's id; '' where it is not known or not one. */
  of(digest: string | undefined): string {
    return digest === undefined ? '' : (this.names.get(digest) ?? '');
  }
}
