/**
 * Invalidations that could not be acknowledged are applied, now that the store is back: from here on no process is
 * served what they made untrue.
 */
export class InvalidationAppliedEvent {
  static readonly eventName = 'cache.invalidation.applied';
  readonly eventName = InvalidationAppliedEvent.eventName;

  constructor(
    /** Of the workspace they were of; absent where they were widened to all workspaces, or a journal told of them. */
    readonly workspaceId: string | undefined,
    /** How many of them. */
    readonly invalidations: number,
  ) {}
}
