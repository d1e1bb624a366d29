import { type BeforeApplicationShutdown, Inject, Module } from '@nestjs/common';
import { LLMResponseCache } from '../../../index.js';
import { CLINIC_CONFIG, type ClinicConfig } from '../../config/clinic.config.js';
import { AnswerWriter } from './answer.writer.js';
import { CohereWriter } from './cohere.writer.js';
import { ExtractiveWriter } from './extractive.writer.js';

const SHUTDOWN = Symbol('SHUTDOWN');

/** Chooses what writes the answers: Cohere with a key, the notes' own sentences without. */
@Module({
  providers: [
    { provide: SHUTDOWN, useFactory: () => new AbortController() },
    {
      provide: AnswerWriter,
      inject: [CLINIC_CONFIG, SHUTDOWN, LLMResponseCache],
      useFactory: (
        { cohere }: ClinicConfig,
        shutdown: AbortController,
        replies: LLMResponseCache,
      ): AnswerWriter =>
        cohere === undefined ? new ExtractiveWriter() : new CohereWriter(cohere, replies, shutdown.signal),
    },
  ],
  exports: [AnswerWriter],
})
export class WriterModule implements BeforeApplicationShutdown {
  constructor(@Inject(SHUTDOWN) private readonly shutdown: AbortController) {}

  beforeApplicationShutdown(): void {
    this.shutdown.abort();
  }
}
