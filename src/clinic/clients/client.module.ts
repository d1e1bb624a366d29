import { Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { ClientController } from './client.controller.js';
import { ClientService } from './client.service.js';

@Module({
  imports: [OutboxModule],
  controllers: [ClientController],
  providers: [ClientService],
  exports: [ClientService],
})
export class ClientModule {}
