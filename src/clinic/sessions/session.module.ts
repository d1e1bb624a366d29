import { Module } from '@nestjs/common';
import { ClientModule } from '../clients/client.module.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { SessionController } from './session.controller.js';
import { SessionReader } from './session.reader.js';
import { SessionWriter } from './session.writer.js';

@Module({
  imports: [ClientModule, OutboxModule],
  controllers: [SessionController],
  providers: [SessionReader, SessionWriter],
})
export class SessionModule {}
