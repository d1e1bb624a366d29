import { BadGatewayException, Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import type { AgentAnswer, AgentQuery } from './agent.dto.js';
import type { Citation, Findings, Question } from './agent.types.js';
import { NoteFinder } from './search/note.finder.js';
import type { AgentEvent } from './stream/agent.event.js';
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
    private readonly notes: NoteFinder,
    private readonly writer: AnswerWriter,
  ) {}

  async answer(principal: Principal, query: AgentQuery): Promise<AgentAnswer> {
    const { question, findings } = await this.find(principal, query);
    const { model } = this.writer;
    try {
      const written =
        findings.passages.length === 0 ? undefined : await this.writer.write(question, findings);
      return written === undefined
        ? { answer: NOTHING_FOUND, found: false, citations: [], model }
        : { answer: written.answer, found: true, citations: [...written.citations], model };
    } catch (error) {
      throw asHttpError(error);
    }
  }

  /** The same answer as it is written. */
  async *stream(principal: Principal, query: AgentQuery): AsyncGenerator<AgentEvent, void, undefined> {
    const { question, findings } = await this.find(principal, query);
    let citations: readonly Citation[] | undefined;
    try {
      if (findings.passages.length > 0) citations = yield* this.texts(question, findings);
    } catch (error) {
      throw asHttpError(error);
    }
    if (citations === undefined) yield { type: 'text', text: NOTHING_FOUND };
    yield { type: 'citations', citations: citations ?? [] };
    yield { type: 'done', found: citations !== undefined, model: this.writer.model };
  }

  private async find(
    principal: Principal,
    { question, clientId, history = [] }: AgentQuery,
  ): Promise<{ question: Question; findings: Findings }> {
    const asked: Question = {
      workspaceId: principal.workspaceId,
      question,
      history: history.slice(-HISTORY_MESSAGES),
    };
    return { question: asked, findings: await this.notes.find(principal, asked, clientId) };
  }

  private async *texts(
    question: Question,
    findings: Findings,
  ): AsyncGenerator<AgentEvent, readonly Citation[] | undefined, undefined> {
    const pieces = this.writer.stream(question, findings);
    try {
      for (;;) {
        const next = await pieces.next();
        if (next.done === true) return next.value;
        yield { type: 'text', text: next.value };
      }
    } finally {
      await pieces.return(undefined);
    }
  }
}

function asHttpError(error: unknown): unknown {
  if (!(error instanceof AnswerWriterError)) return error;
  return error.kind === 'unavailable'
    ? new ServiceUnavailableException(error.message, { cause: error })
    : new BadGatewayException(error.message, { cause: error });
}
