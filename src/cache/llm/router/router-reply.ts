import type { ReplySource } from '../llm-response-cache.js';
import type { LLMContent, LLMReply, LLMRequest, LLMStreamPart } from '../llm.types.js';
import { costUsd, estimate } from './prices.js';
import { replyTokens } from './provider-call.js';
import type { RouterProvider } from './router.options.js';

/** Where a reply comes from. */
export interface ReplyOrigin {
  /** The provider's name in the router. */
  readonly provider: string;
  readonly model: string;
  /** `joined`: an equal call was under way in this process; `bypass`: not cacheable. */
  readonly source: ReplySource;
  /** Whether no call had to be made for it. */
  readonly cached: boolean;
}

export interface ToolCall {
  readonly toolCallId: string;
  readonly toolName: string;
  /** The arguments, as the JSON text that the model wrote. */
  readonly input: string;
}

export interface RouterReply extends ReplyOrigin {
  /** The text parts, joined. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** All parts, in order. */
  readonly content: readonly LLMContent[];
  /** `stop`, `tool-calls`, `length`, `content-filter` ... */
  readonly finishReason: string;
  /** Tokens when the reply was made. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  /** USD spent for this request; 0 for a cached reply. */
  readonly costUsd: number;
  /** USD that the cache saved. */
  readonly savedUsd: number;
  readonly providerMetadata?: Readonly<Record<string, object>> | undefined;
}

export interface RouterStream extends ReplyOrigin {
  /** The parts in order, in the AI SDK's terms; the last one is of type `finish`. Read it once. */
  readonly parts: AsyncIterable<LLMStreamPart>;
}

export function toRouterReply(
  provider: RouterProvider,
  request: LLMRequest,
  reply: LLMReply,
  source: ReplySource,
): RouterReply {
  const { content, finishReason, providerMetadata } = reply;
  const tokens = replyTokens(reply, estimate(provider, request));
  const usd = costUsd(provider, tokens);
  const origin = originOf(provider, source);
  return {
    ...origin,
    text: content.map(textOf).join(''),
    toolCalls: content
      .filter(isToolCall)
      .map(({ toolCallId, toolName, input }) => ({ toolCallId, toolName, input })),
    content,
    finishReason: finishReason.unified,
    usage: { inputTokens: tokens.input, outputTokens: tokens.output },
    costUsd: origin.cached ? 0 : usd,
    savedUsd: origin.cached ? usd : 0,
    ...(providerMetadata === undefined ? {} : { providerMetadata }),
  };
}

export function originOf({ name, model }: RouterProvider, source: ReplySource): ReplyOrigin {
  return { provider: name, model: model.modelId, source, cached: source === 'hit' || source === 'joined' };
}

function textOf(part: LLMContent): string {
  const { text } = part as { text?: unknown };
  return part.type === 'text' && typeof text === 'string' ? text : '';
}

function isToolCall(part: LLMContent): part is LLMContent & ToolCall {
  return part.type === 'tool-call';
}
