import type { LLMMessage, LLMRequest } from '../llm.types.js';

/** What the model is called with: the request in the terms of the AI SDK's provider interface. */
export function toCall(request: LLMRequest): {
  readonly prompt: readonly object[];
  readonly [name: string]: unknown;
} {
  const { system, messages, ...parameters } = request;
  const prompt: object[] = messages.map(toPrompt);
  if (system !== undefined) prompt.unshift({ role: 'system', content: system });
  return { ...parameters, prompt };
}

function toPrompt(message: LLMMessage): object {
  // There a system message is text, and everything else has parts.
  if (message.role === 'system' || typeof message.content !== 'string') return message;
  return { ...message, content: [{ type: 'text', text: message.content }] };
}
