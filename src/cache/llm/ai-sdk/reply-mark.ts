import type {
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
  SharedV4ProviderMetadata,
} from '@ai-sdk/provider';
import type { ReplySource } from '../llm-response-cache.js';

/** The name under which calls carry our options and replies our notes: `providerOptions` and `providerMetadata`. */
export const AI_SDK_NAME = 'nestjs-ai-cache';

/** A reply without what only says how it travelled; bodies would double an entry, and headers can hold cookies. */
export function withoutTransport(reply: LanguageModelV4GenerateResult): LanguageModelV4GenerateResult {
  const { request, response, ...rest } = reply;
  if (request === undefined && response === undefined) return reply;
  if (response === undefined) return rest;
  const { headers, body, ...metadata } = response;
  return headers === undefined && body === undefined
    ? { ...rest, response }
    : { ...rest, response: metadata };
}

/** A reply from the cache says so, and that it used no tokens: usage is what people add up to a bill. */
export function marked(
  reply: LanguageModelV4GenerateResult,
  source: ReplySource,
): LanguageModelV4GenerateResult {
  return {
    ...reply,
    usage: UNUSED,
    providerMetadata: { ...reply.providerMetadata, ...note(reply.usage, source) },
  };
}

/** Likewise for the last part of a streamed one. */
export function markedPart(part: LanguageModelV4StreamPart, source: ReplySource): LanguageModelV4StreamPart {
  if (part.type !== 'finish') return part;
  return {
    ...part,
    usage: UNUSED,
    providerMetadata: { ...part.providerMetadata, ...note(part.usage, source) },
  };
}

const UNUSED: LanguageModelV4Usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

function note(
  { inputTokens, outputTokens }: LanguageModelV4Usage,
  source: ReplySource,
): SharedV4ProviderMetadata {
  return {
    [AI_SDK_NAME]: {
      source,
      savedInputTokens: inputTokens.total ?? 0,
      savedOutputTokens: outputTokens.total ?? 0,
    },
  };
}
