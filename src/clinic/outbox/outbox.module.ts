import { Module } from '@nestjs/common';
import { VersionsModule } from '../versions/versions.module.js';
import { DomainEventPublisher } from './domain-event.publisher.js';
import { OutboxRelay } from './outbox.relay.js';
import { OutboxStore } from './outbox.store.js';
import { OutboxWriter } from './outbox.writer.js';

@Module({
  imports: [VersionsModule],
  providers: [OutboxStore, OutboxRelay, OutboxWriter, DomainEventPublisher],
  exports: [OutboxStore, OutboxRelay, OutboxWriter],
})
export class OutboxModule {}
