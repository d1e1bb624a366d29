import { Module } from '@nestjs/common';
import { ClientModule } from '../clients/client.module.js';
import { AgentController } from './agent.controller.js';
import { AgentService } from './agent.service.js';
import { NoteSearch } from './note.search.js';
import { QuestionAnalyser } from './question.analyser.js';
import { WriterModule } from './writers/writer.module.js';

@Module({
  imports: [ClientModule, WriterModule],
  controllers: [AgentController],
  providers: [AgentService, NoteSearch, QuestionAnalyser],
})
export class AgentModule {}
