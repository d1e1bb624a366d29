import type { Generation } from '@langchain/core/outputs';

/** How providers say, each in its own word, that a reply is whole. */
const WHOLE = new Set([
  ...['stop', 'end_turn', 'stop_sequence', 'eos', 'complete', 'completed'],
  ...['tool_calls', 'tool_call', 'tool_use', 'function_call'],
]);

interface MessageFacts {
  readonly response_metadata?: Readonly<Record<string, unknown>>;
  readonly usage_metadata?: { readonly input_tokens?: number; readonly output_tokens?: number };
}

/** Whether every reply says that it is whole; one that says nothing may have been cut short. */
export function wholeGenerations(generations: readonly Generation[]): boolean {
  return generations.length > 0 && generations.every((generation) => WHOLE.has(finishReason(generation)));
}

/** Tokens of all replies, as far as they say. */
export function tokensUsed(generations: readonly Generation[]): { input: number; output: number } {
  let input = 0;
  let output = 0;
  for (const generation of generations) {
    const { usage_metadata: usage } = factsOf(generation);
    input += usage?.input_tokens ?? 0;
    output += usage?.output_tokens ?? 0;
  }
  return { input, output };
}

function finishReason(generation: Generation): string {
  const sources = [generation.generationInfo, factsOf(generation).response_metadata];
  for (const source of sources) {
    for (const name of ['finish_reason', 'stop_reason', 'finishReason', 'done_reason', 'status']) {
      const reason: unknown = source?.[name];
      if (typeof reason === 'string') return reason.toLowerCase();
    }
  }
  return '';
}

function factsOf(generation: Generation): MessageFacts {
  return (generation as { readonly message?: MessageFacts }).message ?? {};
}
