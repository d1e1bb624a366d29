import { createAnthropic } from '@ai-sdk/anthropic';
import { createCohere } from '@ai-sdk/cohere';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { LLMServer, type Protocol } from './llm-server.js';
import { anthropic, cohere, openai } from './protocols.js';

/** The vendors whose real clients are tested, each with a server of its own. */
export const VENDORS: Readonly<
  Record<'openai' | 'cohere' | 'anthropic', { protocol: Protocol; model: (url: string) => LanguageModelV4 }>
> = {
  openai: {
    protocol: openai,
    model: (url) => createOpenAICompatible({ name: 'acme', baseURL: `${url}/v1`, apiKey: 'k' })('gpt-x'),
  },
  cohere: {
    protocol: cohere,
    model: (url) => createCohere({ baseURL: `${url}/v2`, apiKey: 'k' })('command-x'),
  },
  anthropic: {
    protocol: anthropic,
    model: (url) => createAnthropic({ baseURL: `${url}/v1`, apiKey: 'k' })('claude-x'),
  },
};

export async function startVendor(
  name: keyof typeof VENDORS,
): Promise<{ server: LLMServer; model: LanguageModelV4 }> {
  const { protocol, model } = VENDORS[name];
  const server = new LLMServer(protocol);
  await server.start();
  return { server, model: model(server.url) };
}

export async function collect<P>(parts: AsyncIterable<P>): Promise<P[]> {
  const all: P[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

export function textOf(parts: readonly { type: string }[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? (part as { delta?: string }).delta : '')).join('');
}
