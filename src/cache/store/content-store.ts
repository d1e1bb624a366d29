/**
 * The port to whatever holds content-addressed entries: values that are a function of their key alone, so that they
 * are always true and expire only to save space. No fence, no token; losing one costs a computation.
 *
 * Every method rejects when the store could not do it.
 */
export interface ContentStore {
  /** The entries at these keys, in order; `undefined` where there is none. One bulk read. */
  getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]>;
  /** Stores entries for `ttlMs` milliseconds each. */
  setMany(
    entries: readonly { readonly key: string; readonly bytes: Buffer; readonly ttlMs: number }[],
  ): Promise<void>;
  deleteMany(keys: readonly string[]): Promise<void>;
  /**
   * Deletes every entry that belongs to this workspace (a digest), and resolves to how many; with them whatever else
   * in the store names its documents or holds vectors of its questions. O(keys).
   */
  deleteWorkspace(workspace: string): Promise<number>;
}
