import type { Scope } from '../core/scope.js';

/** What an event makes untrue: a client's answers, or without a clientId the whole workspace's. */
export type InvalidationTarget = Scope;

/**
 * Which event of the application makes which answers untrue.
 *
 * @example
 * ```ts
 * { event: 'goal.changed', when: (goal) => goal.visible, targets: (goal) => ({ workspaceId: goal.workspaceId, clientId: goal.clientId }) }
 * ```
 */
export interface InvalidationRule<Event = never> {
  /** Name of the event, as it is emitted through @nestjs/event-emitter. */
  readonly event: string;
  /** Only events it is true for. Default: all. */
  readonly when?: (event: Event) => boolean;
  /** One target, several, or none. */
  readonly targets: (event: Event) => InvalidationTarget | readonly InvalidationTarget[];
  /** The `reason` label of the metric. Default: the event's name. */
  readonly reason?: string;
}
