import type { Cohere, CohereClient } from 'cohere-ai';
import { type LLMFinishReason, type LLMUsage, spentTokens } from '../../../index.js';
import type { CohereConfig } from '../../config/clinic.config.js';
import { AnswerWriterError } from './answer.writer.js';
import { cohereFailure } from './cohere.errors.js';
import type { ChatRequest } from './cohere.request.js';
import { untilAborted } from './until.aborted.js';

/** What of a reply an answer is made from. */
export interface CohereReply {
  readonly text: string;
  /** Ids of the documents the text leans on. */
  readonly sources: readonly string[];
  readonly finishReason: LLMFinishReason;
}

/** A reply as it arrives; a whole one ends with `finish`. */
export type CohereReplyPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'source'; readonly id: string }
  | { readonly type: 'finish'; readonly finishReason: LLMFinishReason; readonly usage: LLMUsage };

/** Cohere's chat, with a deadline that holds in the middle of an answer too. */
export class CohereChat {
  private client: Promise<CohereClient> | undefined;

  constructor(
    private readonly config: CohereConfig,
    /** Aborted when the application shuts down, so that no request holds it up. */
    private readonly shutdown: AbortSignal,
  ) {}

  /** @throws AnswerWriterError when there is no reply. */
  async reply(request: ChatRequest, signal: AbortSignal): Promise<CohereReply> {
    const abortSignal = this.deadline(signal);
    try {
      const client = await this.open();
      const { message, finishReason, usage } = await client.v2.chat(request, { abortSignal });
      this.pay(usage);
      const text = (message.content ?? []).map((item) => (item.type === 'text' ? item.text : '')).join('');
      return {
        text,
        sources: (message.citations ?? []).flatMap(sourcesOf),
        finishReason: finish(finishReason, text),
      };
    } catch (error) {
      throw cohereFailure(error);
    }
  }

  /** @throws AnswerWriterError when the reply cannot be begun, breaks off or takes too long. */
  async *parts(request: ChatRequest, signal: AbortSignal): AsyncGenerator<CohereReplyPart, void, undefined> {
    // One deadline for the beginning and the rest: a stream that stalls half-way ends as well.
    const abortSignal = this.deadline(signal);
    let text = '';
    try {
      const client = await this.open();
      const events = await client.v2.chatStream(request, { abortSignal });
      for await (const event of untilAborted(events, abortSignal)) {
        if (event.type === 'content-delta') {
          const piece = event.delta?.message?.content?.text ?? '';
          text += piece;
          if (piece !== '') yield { type: 'text', text: piece };
        } else if (event.type === 'citation-start') {
          const citation = event.delta?.message?.citations;
          for (const id of citation === undefined ? [] : sourcesOf(citation)) yield { type: 'source', id };
        } else if (event.type === 'message-end') {
          this.pay(event.delta?.usage);
          yield {
            type: 'finish',
            finishReason: finish(event.delta?.finishReason, text),
            usage: usageOf(event.delta?.usage),
          };
          return;
        }
      }
    } catch (error) {
      throw cohereFailure(error);
    }
    // A connection that was cut ends the events like a proper end does; only the last event tells them apart.
    throw new AnswerWriterError('unavailable', 'Cohere broke off in the middle of an answer');
  }

  private deadline(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([this.shutdown, signal, AbortSignal.timeout(this.config.timeoutMs)]);
  }

  /** Tokens, as the provider counts them; the cache's option `prices.models` makes money of them. */
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

/** A text that was cut off, or none, is no whole reply: not to be shown as an answer, and still less to be kept. */
function finish(reason: Cohere.ChatFinishReason | undefined, text: string): LLMFinishReason {
  const raw = String(reason);
  return { unified: raw === 'COMPLETE' && text.trim() !== '' ? 'stop' : 'other', raw };
}

function usageOf(usage: Cohere.Usage | undefined): LLMUsage {
  const { inputTokens, outputTokens } = usage?.billedUnits ?? {};
  return { inputTokens: { total: inputTokens }, outputTokens: { total: outputTokens } };
}

function sourcesOf({ sources }: Cohere.Citation): string[] {
  return (sources ?? []).flatMap((source) =>
    source.type === 'document' && source.id !== undefined ? [source.id] : [],
  );
}
