import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import type { ClaimedEvent } from './outbox.types.js';

/** Emits an outbox row as a domain event and waits for every listener. */
@Injectable()
export class DomainEventPublisher {
  constructor(private readonly emitter: EventEmitter2) {}

  /** @throws whatever a listener throws: the event then stays in the outbox. */
  async publish({ name, payload }: ClaimedEvent): Promise<void> {
    await this.emitter.emitAsync(name, payload);
  }
}
