import {
  isFinish,
  type LLMContent,
  type LLMRequest,
  type LLMStreamPart,
  type LLMUsage,
} from '../llm.types.js';
import type { RouterProvider } from './router.options.js';

const MILLION = 1_000_000;
const DEFAULT_MAX_OUTPUT_TOKENS = 4096;
/** Low for every tokenizer in use, so that estimates are high. */
const BYTES_PER_TOKEN = 3;
/** What the framing of a message adds. */
const TOKENS_PER_MESSAGE = 8;

export interface TokenCounts {
  readonly input: number;
  readonly output: number;
}

export function costUsd(provider: RouterProvider, { input, output }: TokenCounts): number {
  return (input * provider.inputUsdPerMillion + output * provider.outputUsdPerMillion) / MILLION;
}

/** The most a call is expected to use: its whole text, and the longest reply it allows. */
export function estimate(provider: RouterProvider, request: LLMRequest): TokenCounts {
  const { messages, system, tools, responseFormat } = request;
  const text = JSON.stringify([system, messages, tools, responseFormat], bytesAsLength);
  return {
    input: tokensOf(text) + TOKENS_PER_MESSAGE * (messages.length + 1),
    output: request.maxOutputTokens ?? provider.maxOutputTokens ?? DEFAULT_MAX_OUTPUT_TOKENS,
  };
}

/** What a reply has used by the provider's own count; where it gives none, the estimate and the reply's length. */
export function counted(usage: LLMUsage | undefined, guess: TokenCounts, seen: number): TokenCounts {
  return {
    input: usage?.inputTokens.total ?? guess.input,
    output: usage?.outputTokens.total ?? seen,
  };
}

/** Tokens of a part of a reply, roughly. */
export function tokensOfPart(part: LLMContent | LLMStreamPart): number {
  if (isFinish(part)) return 0;
  const { text, delta, input } = part as { text?: unknown; delta?: unknown; input?: unknown };
  return [text, delta, input].reduce<number>(
    (sum, value) => (typeof value === 'string' ? sum + tokensOf(value) : sum),
    0,
  );
}

function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / BYTES_PER_TOKEN);
}

// An image is not written out by its bytes; its tokens are no function of them, but bounded by a few thousand.
function bytesAsLength(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? 'x'.repeat(Math.min(value.byteLength, 6000)) : value;
}
