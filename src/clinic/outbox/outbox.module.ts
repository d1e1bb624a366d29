import { Module } from '@nestjs/common';
import { DomainEventPublisher } from './domain-event.publisher.js';
import { OutboxRelay } from './outbox.relay.js';
import { OutboxStore } from './outbox.store.js';

@Module({
  providers: [OutboxStore, OutboxRelay, DomainEventPublisher],
  exports: [OutboxStore, OutboxRelay],
})
export class OutboxModule {}
