/** What became of a workspace's data in the cache. */
export interface ErasureResult {
  /** Everything below was done. False: repeat it; whatever is left is untrue at best, and expires. */
  readonly complete: boolean;
  /** No read that starts from now on is served an answer of this workspace from before. */
  readonly acknowledged: boolean;
  /**
   * The workspace's secret is gone from the key store, so that no copy of its entries can be read any more, in backups
   * neither. False without a key store (option `encryption.workspaceSecrets`): then bytes are deleted, copies are not.
   */
  readonly keyErased: boolean;
  /** Entries that were deleted from the store: answers and passages, and content-addressed ones of this workspace. */
  readonly deleted: number;
}
