import type { LLMCall, LLMModel, LLMReply, LLMStreamPart } from '../../../src/engine.js';

export const REPLY: LLMReply = {
  content: [{ type: 'text', text: 'Yes.' } as { type: string }],
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: { inputTokens: { total: 1000 }, outputTokens: { total: 100 } },
};

export const PARTS: readonly LLMStreamPart[] = [
  { type: 'stream-start' },
  { type: 'text-start', id: '1' } as LLMStreamPart,
  { type: 'text-delta', id: '1', delta: 'Yes' } as LLMStreamPart,
  { type: 'text-delta', id: '1', delta: '.' } as LLMStreamPart,
  { type: 'text-end', id: '1' } as LLMStreamPart,
  { type: 'finish', finishReason: REPLY.finishReason, usage: REPLY.usage } as LLMStreamPart,
];

/** A model whose every answer the test decides, for what is about the router and not about a wire. */
export class ScriptedModel implements LLMModel {
  readonly calls: LLMCall[] = [];
  /** What the next calls do; then REPLY and PARTS. */
  readonly next: (() => Promise<LLMReply>)[] = [];
  stream: () => AsyncIterable<LLMStreamPart> = () => from(PARTS);

  constructor(
    readonly modelId: string,
    readonly provider = 'scripted',
  ) {}

  doGenerate(call: LLMCall): Promise<LLMReply> {
    this.calls.push(call);
    return this.next.shift()?.() ?? Promise.resolve(REPLY);
  }

  doStream(call: LLMCall): Promise<{ stream: AsyncIterable<LLMStreamPart> }> {
    this.calls.push(call);
    return Promise.resolve({ stream: this.stream() });
  }
}

export function from<P>(parts: readonly P[]): AsyncIterable<P> {
  return ReadableStream.from(parts);
}

export function httpError(statusCode: number): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error('the prompt, quoted'), { statusCode }));
}

/** Never settles, and takes no notice of its signal. */
export const deaf = (): Promise<never> => new Promise<never>(() => undefined);
