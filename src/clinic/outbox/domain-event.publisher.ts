import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { toDomainEvent } from './domain-event.factory.js';
import type { ClaimedEvent } from './outbox.types.js';

/** Nobody listens: the application is still starting or already ending. The event must wait, not vanish. */
class NoListenerError extends Error {
  override readonly name = 'NoListenerError';
}

/** Emits an outbox row as a typed domain event and waits for every listener. */
@Injectable()
export class DomainEventPublisher {
  constructor(private readonly emitter: EventEmitter2) {}

  /** @throws whatever a listener throws: the event then stays in the outbox. */
  async publish(row: ClaimedEvent): Promise<void> {
    const event = toDomainEvent(row);
    if (this.emitter.listenerCount(event.eventName) === 0) {
      throw new NoListenerError(`No listener for ${event.eventName}`);
    }
    await this.emitter.emitAsync(event.eventName, event);
  }
}
