import { Module } from '@nestjs/common';
import { ClientModule } from '../clients/client.module.js';
import { AgentController } from './agent.controller.js';
import { AgentService } from './agent.service.js';
import { NoteFinder } from './search/note.finder.js';
import { NoteSearch } from './search/note.search.js';
import { QuestionAnalyser } from './search/question.analyser.js';
import { SentenceRanker } from './search/sentence.ranker.js';
import { WriterModule } from './writers/writer.module.js';

@Module({
  imports: [ClientModule, WriterModule],
  controllers: [AgentController],
  providers: [AgentService, NoteFinder, NoteSearch, QuestionAnalyser, SentenceRanker],
})
export class AgentModule {}
