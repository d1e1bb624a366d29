import { BadGatewayException, Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import type { AgentAnswer, AgentQuery } from './agent.dto.js';
import type { Findings, Question, WrittenAnswer } from './agent.types.js';
import { NoteSearch } from './note.search.js';
import { AnswerWriter, AnswerWriterError } from './writers/answer.writer.js';

/**
 * Earlier messages an answer may depend on. The cache's key holds the same number by default: were the agent to read
 * more, two conversations with different beginnings would share an answer.
 */
export const HISTORY_MESSAGES = 3;

const NOTHING_FOUND = 'Nothing was found in the notes about this.';

/** The clinic's agent: finds notes, and lets a writer answer from them and from nothing else. */
@Injectable()
export class AgentService {
  constructor(
    private readonly notes: NoteSearch,
    private readonly writer: AnswerWriter,
  ) {}

  async answer(principal: Principal, { question, clientId, history = [] }: AgentQuery): Promise<AgentAnswer> {
    const asked: Question = { question, history: history.slice(-HISTORY_MESSAGES) };
    const findings = await this.notes.find(principal, asked, clientId);
    const { model } = this.writer;
    const written = findings.passages.length === 0 ? undefined : await this.write(asked, findings);
    return written === undefined
      ? { answer: NOTHING_FOUND, found: false, citations: [], model }
      : { answer: written.answer, found: true, citations: [...written.citations], model };
  }

  private async write(question: Question, findings: Findings): Promise<WrittenAnswer | undefined> {
    try {
      return await this.writer.write(question, findings);
    } catch (error) {
      if (!(error instanceof AnswerWriterError)) throw error;
      throw error.kind === 'unavailable'
        ? new ServiceUnavailableException(error.message, { cause: error })
        : new BadGatewayException(error.message, { cause: error });
    }
  }
}
