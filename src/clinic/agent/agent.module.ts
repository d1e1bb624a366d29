import { type BeforeApplicationShutdown, Inject, Module } from '@nestjs/common';
import { ClientModule } from '../clients/client.module.js';
import { CLINIC_CONFIG, type ClinicConfig } from '../config/clinic.config.js';
import { AgentController } from './agent.controller.js';
import { AgentService } from './agent.service.js';
import { NoteSearch } from './note.search.js';
import { QuestionAnalyser } from './question.analyser.js';
import { AnswerWriter } from './writers/answer.writer.js';
import { CohereWriter } from './writers/cohere.writer.js';
import { ExtractiveWriter } from './writers/extractive.writer.js';

const SHUTDOWN = Symbol('SHUTDOWN');

@Module({
  imports: [ClientModule],
  controllers: [AgentController],
  providers: [
    AgentService,
    NoteSearch,
    QuestionAnalyser,
    { provide: SHUTDOWN, useFactory: () => new AbortController() },
    {
      provide: AnswerWriter,
      inject: [CLINIC_CONFIG, SHUTDOWN],
      useFactory: ({ cohere }: ClinicConfig, shutdown: AbortController): AnswerWriter =>
        cohere === undefined ? new ExtractiveWriter() : new CohereWriter(cohere, shutdown.signal),
    },
  ],
  exports: [AnswerWriter],
})
export class AgentModule implements BeforeApplicationShutdown {
  constructor(@Inject(SHUTDOWN) private readonly shutdown: AbortController) {}

  beforeApplicationShutdown(): void {
    this.shutdown.abort();
  }
}
