import type { Logger } from '@nestjs/common';
import type { EventEmitter2 } from '@nestjs/event-emitter';
import type { CacheObserver } from '../core/observer.js';
import { InvalidationAppliedEvent } from './applied.event.js';

/** Emits what the engine tells of invalidations that were applied late. */
export function appliedEventEmitter(
  emitter: EventEmitter2 | undefined,
  logger: Logger,
): Partial<CacheObserver> {
  return {
    replayed(workspaceId, invalidations) {
      const event = new InvalidationAppliedEvent(workspaceId === '' ? undefined : workspaceId, invalidations);
      try {
        emitter?.emit(event.eventName, event);
      } catch (error) {
        // A listener's mistake must not hold up what is still to be applied.
        const name = error instanceof Error ? error.name : 'unknown error';
        logger.warn(`A listener of ${event.eventName} failed (${name}).`);
      }
    },
  };
}
