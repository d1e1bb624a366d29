/** What an invalidation did. */
export interface InvalidationResult {
  /**
   * True: no read that starts from now on is given anything computed from data read before. False: that could not be
   * made sure (see `reason`); older answers may be served until it is repeated with success or they expire.
   */
  readonly acknowledged: boolean;
  /**
   * How many entries (running computations included) the scopes concerned held. For a workspace only its
   * workspace-wide scope is counted at once on Redis; `swept` counts the rest.
   */
  readonly entries: number;
  /** Why it was not acknowledged: store unreachable, too few replicas, or slots on the move during a `clear`. */
  readonly reason?: 'store_unavailable' | 'replicas' | 'resharding';
  /**
   * The cache repeats it by itself as soon as the store is back, and serves nothing older from it before; then
   * `cache.invalidation.applied` is emitted. `journal`: even if this process ends. Absent where the caller must repeat
   * it.
   */
  readonly pending?: 'memory' | 'journal';
  /**
   * Resolves to the number of entries that the background deletion removed physically, after the acknowledgement;
   * `undefined` if it could not be done (they are still untrue, and expire). Never rejects.
   */
  readonly swept: Promise<number | undefined>;
}
