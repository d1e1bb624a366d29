import type { Cohere, CohereClient } from 'cohere-ai';
import { spentTokens } from '../../../index.js';
import type { CohereConfig } from '../../config/clinic.config.js';
import type { Findings, Question, WrittenAnswer } from '../agent.types.js';
import { type AnswerStream, AnswerWriter, AnswerWriterError } from './answer.writer.js';
import { cohereFailure } from './cohere.errors.js';
import { chatRequest, citationsOf, documentsFor, PROMPT_VERSION } from './cohere.request.js';
import { untilAborted } from './until.aborted.js';

/** Lets Cohere's chat model write the answer, grounded in the passages as documents. */
export class CohereWriter extends AnswerWriter {
  readonly model: string;
  private client: Promise<CohereClient> | undefined;

  constructor(
    private readonly config: CohereConfig,
    /** Aborted when the application shuts down, so that no request holds it up. */
    private readonly shutdown: AbortSignal,
  ) {
    super();
    this.model = `cohere/${config.model}/prompt-${String(PROMPT_VERSION)}`;
  }

  async write(question: Question, findings: Findings): Promise<WrittenAnswer> {
    const documents = documentsFor(findings);
    const { message, finishReason, usage } = await this.call((client, abortSignal) =>
      client.v2.chat(chatRequest(this.config.model, question, documents), { abortSignal }),
    );
    this.pay(usage);
    const answer = (message.content ?? [])
      .map((item) => (item.type === 'text' ? item.text : ''))
      .join('')
      .trim();
    requireWhole(finishReason, answer);
    return { answer, citations: citationsOf(message.citations ?? [], documents) };
  }

  async *stream(question: Question, findings: Findings): AnswerStream {
    const documents = documentsFor(findings);
    // One deadline for the beginning and the rest: a stream that stalls half-way ends as well.
    const deadline = this.deadline();
    const events = await this.call(
      (client, abortSignal) =>
        client.v2.chatStream(chatRequest(this.config.model, question, documents), { abortSignal }),
      deadline,
    );
    const cited: Cohere.Citation[] = [];
    let end: Cohere.ChatMessageEndEventDelta | undefined;
    let written = '';
    try {
      for await (const event of untilAborted(events, deadline)) {
        if (event.type === 'content-delta') {
          const text = event.delta?.message?.content?.text ?? '';
          written += text;
          if (text !== '') yield text;
        } else if (event.type === 'citation-start') {
          const citation = event.delta?.message?.citations;
          if (citation !== undefined) cited.push(citation);
        } else if (event.type === 'message-end') {
          end = event.delta;
        }
      }
    } catch (error) {
      throw cohereFailure(error);
    }
    // A connection that was cut ends the events like a proper end does; only the last event tells them apart.
    if (end === undefined) {
      throw new AnswerWriterError('unavailable', 'Cohere broke off in the middle of an answer');
    }
    this.pay(end.usage);
    requireWhole(end.finishReason, written);
    return citationsOf(cited, documents);
  }

  private async call<T>(
    send: (client: CohereClient, abortSignal: AbortSignal) => Promise<T>,
    deadline = this.deadline(),
  ): Promise<T> {
    try {
      return await send(await this.open(), deadline);
    } catch (error) {
      throw cohereFailure(error);
    }
  }

  private deadline(): AbortSignal {
    return AbortSignal.any([this.shutdown, AbortSignal.timeout(this.config.timeoutMs)]);
  }

  /** What the provider says it has used; CACHE_MODEL_PRICES makes money of it. */
  private pay(usage: Cohere.Usage | undefined): void {
    const { inputTokens, outputTokens } = usage?.billedUnits ?? {};
    spentTokens(this.config.model, { inputTokens, outputTokens });
  }

  /** Loaded at the first question: the import takes half a second that a start without a key need not pay. */
  private open(): Promise<CohereClient> {
    this.client ??= import('cohere-ai').then(
      ({ CohereClient }) =>
        new CohereClient({
          token: this.config.apiKey,
          // A retry would come on top of our own timeout; the caller decides whether to ask again.
          maxRetries: 0,
          // Behind our own deadline. The client leaves this timer running when a connection fails.
          timeoutInSeconds: this.config.timeoutMs / 1_000 + 1,
          ...(this.config.baseUrl === undefined ? {} : { baseUrl: this.config.baseUrl }),
        }),
    );
    return this.client;
  }
}

/** A text that was cut off, or none, must not be shown as an answer, and still less be kept as one. */
function requireWhole(finishReason: Cohere.ChatFinishReason | undefined, answer: string): void {
  if (finishReason !== 'COMPLETE' || answer.trim() === '') {
    throw new AnswerWriterError('rejected', `Cohere ended without an answer (${String(finishReason)})`);
  }
}
