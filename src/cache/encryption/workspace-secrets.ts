/**
 * The port to a key store: one secret for each workspace, kept where Redis' dumps and backups are not. An entry can be
 * read only with the secret its workspace had when it was written, so erasing the secret erases every copy of the
 * workspace's entries, those in backups too.
 *
 * `workspace` is a digest, never an id.
 */
export interface WorkspaceSecrets {
  /**
   * The workspace's secret, at least 32 bytes from a cryptographic random source. Makes one where there is none, once:
   * of two callers at the same time both get the same. May reject; then nothing of the workspace is cached.
   */
  secretOf(workspace: string): Promise<Buffer>;
  /** Deletes the secret for good; `secretOf` makes another one when the workspace is used again. */
  erase(workspace: string): Promise<void>;
}
