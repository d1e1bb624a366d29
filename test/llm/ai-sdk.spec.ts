import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, jsonSchema, streamText, tool, wrapLanguageModel, type ToolSet } from 'ai';
import { aiSdkCacheMiddleware, type AiSdkCacheOptions } from '../../src/ai-sdk.js';
import { createCache, type Cache } from '../../src/engine.js';
import type { LLMServer } from './support/llm-server.js';
import { collect, startVendor } from './support/models.js';

const lookup: ToolSet = {
  lookup: tool({
    description: 'Looks up',
    inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  }),
};

describe('aiSdkCacheMiddleware', () => {
  let cache: Cache;
  let server: LLMServer;
  let base: LanguageModelV4;
  const wrap = (options: AiSdkCacheOptions = { workspaceId: 'w' }): LanguageModelV4 =>
    wrapLanguageModel({ model: base, middleware: aiSdkCacheMiddleware(cache, options) });
  const usual = { prompt: 'Hi', temperature: 0, maxRetries: 0 } as const;

  beforeEach(async () => {
    cache = createCache({ redis: null });
    await cache.start();
    ({ server, model: base } = await startVendor('openai'));
  });

  afterEach(async () => {
    await server.stop();
    await cache.stop(0);
  });

  it('gives a generated reply again, with a usage of nothing', async () => {
    const model = wrap();
    const first = await generateText({ ...usual, model });
    const second = await generateText({ ...usual, model });

    expect([first.text, second.text]).toEqual(['Hello there', 'Hello there']);
    expect([first.usage.totalTokens, second.usage.totalTokens]).toEqual([120, 0]);
    expect(first.finalStep.providerMetadata?.['nestjs-ai-cache']).toBeUndefined();
    expect(second.finalStep.providerMetadata?.['nestjs-ai-cache']).toEqual({
      source: 'hit',
      savedInputTokens: 100,
      savedOutputTokens: 20,
    });
    expect(second.finalStep.response.timestamp).toEqual(first.finalStep.response.timestamp);
    expect(server.requests).toHaveLength(1);
  });

  it('streams again, in the same pieces', async () => {
    const model = wrap();
    const runs: string[][] = [];
    for (let i = 0; i < 2; i++) {
      const { textStream } = streamText({ ...usual, model });
      runs.push(await collect(textStream));
    }

    expect(runs[0]!.join('')).toBe('Hello there');
    expect(runs[1]).toEqual(runs[0]);
    expect(server.requests).toHaveLength(1);
  });

  it('keeps tool calls whole', async () => {
    server.usual = { kind: 'reply', tool: { name: 'lookup', input: { city: 'Zürich' } } };
    const model = wrap();
    const first = await generateText({ ...usual, model, tools: lookup });
    const second = await generateText({ ...usual, model, tools: lookup });

    expect(second.toolCalls).toEqual(first.toolCalls);
    expect(second.toolCalls[0]).toMatchObject({ toolName: 'lookup', input: { city: 'Zürich' } });
    expect(server.requests).toHaveLength(1);
  });

  it('has system prompt, tools, parameters, model and workspace in the key', async () => {
    await generateText({ ...usual, model: wrap() });
    await generateText({ ...usual, model: wrap(), instructions: 'Be kind.' });
    await generateText({ ...usual, model: wrap(), tools: lookup });
    await generateText({ ...usual, model: wrap(), tools: lookup, toolChoice: 'none' });
    await generateText({ ...usual, model: wrap(), seed: 7 });
    await generateText({ ...usual, model: wrap({ workspaceId: 'w2' }) });
    await generateText({ ...usual, model: wrap({ workspaceId: 'w', identity: 'eu' }) });
    expect(server.requests).toHaveLength(7);
    await generateText({ ...usual, model: wrap() });
    expect(server.requests).toHaveLength(7);
  });

  it('takes the workspace from the call, and caches nothing without one or when not deterministic', async () => {
    const model = wrap({});
    const of = (workspaceId: string) => ({ providerOptions: { 'nestjs-ai-cache': { workspaceId } } });
    for (let i = 0; i < 2; i++) await generateText({ ...usual, ...of('a'), model });
    expect(server.requests).toHaveLength(1);
    await generateText({ ...usual, ...of('b'), model });
    for (let i = 0; i < 2; i++) await generateText({ ...usual, model });
    for (let i = 0; i < 2; i++) await generateText({ ...usual, ...of('a'), temperature: 0.5, model });
    for (let i = 0; i < 2; i++) await generateText({ model, prompt: 'Hi', maxRetries: 0, ...of('a') });
    expect(server.requests).toHaveLength(8);
  });

  it.each([{ kind: 'cut' }, { kind: 'unfinished' }, { kind: 'reply', finish: 'length' }] as const)(
    'does not keep a stream that ends like %j',
    async (behaviour) => {
      server.next.push(behaviour);
      const model = wrap();
      const read = async (): Promise<string> => {
        const { textStream } = streamText({ ...usual, model, onError: () => undefined });
        return (await collect(textStream).catch(() => ['failed'])).join('');
      };
      await read();
      expect(await read()).toBe('Hello there');
      expect(server.requests).toHaveLength(2);
    },
  );

  it('ends the call when its last reader has left, not before', async () => {
    let open!: () => void;
    server.gate = new Promise((resolve) => (open = resolve));
    const model = wrap();
    const one = new AbortController();
    const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }];
    const first = await model.doStream({ prompt, temperature: 0, abortSignal: one.signal });
    const second = await model.doStream({ prompt, temperature: 0 });
    one.abort(new Error('gone'));
    await expect(collect(first.stream)).rejects.toThrow('gone');
    open();
    const parts = await collect(second.stream);

    expect(parts.at(-1)).toMatchObject({ type: 'finish', usage: { inputTokens: { total: 0 } } });
    expect(server.requests).toHaveLength(1);

    server.gate = new Promise(() => undefined);
    const third = await model.doStream({ prompt, temperature: 0, seed: 1 });
    await third.stream.cancel();
    // The provider sees its connection close.
    for (let turn = 0; server.abandoned === 0 && turn < 1000; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.abandoned).toBe(1);
  });

  it('counts what hits save', async () => {
    const saved: number[] = [];
    const counting = createCache({
      redis: null,
      observer: { ...cache.observer, hit: (_layer, _workspace, usd) => void saved.push(usd) },
    });
    const prices = { inputUsdPerMillion: 10, outputUsdPerMillion: 100 };
    const middleware = aiSdkCacheMiddleware(counting, { workspaceId: 'w', prices });
    const model = wrapLanguageModel({ model: base, middleware });
    for (let i = 0; i < 2; i++) await generateText({ ...usual, model });
    for (let i = 0; i < 2; i++) await collect(streamText({ ...usual, model }).textStream);

    expect(saved).toHaveLength(2);
    for (const usd of saved) expect(usd).toBeCloseTo(0.003, 9);
    await counting.stop(0);
  });
});
