import type { LLMResponseCache, ModelCall } from '../../../index.js';
import type { CohereConfig } from '../../config/clinic.config.js';
import type { Findings, Question, WrittenAnswer } from '../agent.types.js';
import { type AnswerStream, AnswerWriter, AnswerWriterError } from './answer.writer.js';
import { CohereChat, type CohereReply, type CohereReplyPart } from './cohere.chat.js';
import { type ChatRequest, chatRequest, citationsOf, documentsFor } from './cohere.request.js';
import { cohereModel } from './writer.model.js';

/**
 * Lets Cohere's chat model write the answer, grounded in the passages as documents. The same question about the same
 * passages is the same request, whose reply the cache keeps (`llm_response`): an answer that has become untrue costs
 * no model call when what it is made from turns out to be as it was.
 */
export class CohereWriter extends AnswerWriter {
  readonly model: string;
  private readonly chat: CohereChat;

  constructor(
    private readonly config: CohereConfig,
    private readonly replies: LLMResponseCache,
    shutdown: AbortSignal,
  ) {
    super();
    this.model = cohereModel(config);
    this.chat = new CohereChat(config, shutdown);
  }

  async write(question: Question, findings: Findings): Promise<WrittenAnswer> {
    const documents = documentsFor(findings);
    const request = chatRequest(this.config.model, question, documents);
    const { reply } = await this.replies.reply<CohereReply>(
      this.call(question, request),
      ({ finishReason }) => finishReason.unified === 'stop',
      ({ signal }) => this.chat.reply(request, signal),
    );
    requireWhole(reply.finishReason);
    return { answer: reply.text.trim(), citations: citationsOf(reply.sources, documents) };
  }

  async *stream(question: Question, findings: Findings): AnswerStream {
    const documents = documentsFor(findings);
    const request = chatRequest(this.config.model, question, documents);
    const { parts } = await this.replies.stream<CohereReplyPart>(this.call(question, request), ({ signal }) =>
      Promise.resolve(this.chat.parts(request, signal)),
    );
    const sources: string[] = [];
    for await (const part of parts) {
      if (part.type === 'text') yield part.text;
      else if (part.type === 'source') sources.push(part.id);
      else requireWhole(part.finishReason);
    }
    return citationsOf(sources, documents);
  }

  private call({ workspaceId }: Question, request: ChatRequest): ModelCall {
    const { model, baseUrl = null } = this.config;
    return { workspaceId, provider: 'cohere', model, identity: baseUrl, call: { ...request } };
  }
}

function requireWhole({ unified, raw = '' }: CohereReply['finishReason']): void {
  if (unified !== 'stop') {
    throw new AnswerWriterError('rejected', `Cohere ended without an answer (${raw})`);
  }
}
