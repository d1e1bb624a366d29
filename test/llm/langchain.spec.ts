import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { createCache, type Cache } from '../../src/engine.js';
import { LangChainCache, type LangChainCacheOptions } from '../../src/langchain.js';
import { LLMServer } from './support/llm-server.js';
import { openai } from './support/protocols.js';

const tools = [
  {
    type: 'function' as const,
    function: { name: 'lookup', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  },
];

describe('LangChainCache', () => {
  let cache: Cache;
  let server: LLMServer;
  const chat = (
    fields: ConstructorParameters<typeof ChatOpenAI>[0] = {},
    options: Partial<LangChainCacheOptions> = {},
  ): ChatOpenAI =>
    new ChatOpenAI({
      model: 'gpt-x',
      apiKey: 'k',
      temperature: 0,
      maxRetries: 0,
      configuration: { baseURL: `${server.url}/v1` },
      cache: new LangChainCache(cache, { workspaceId: 'w', ...options }),
      ...fields,
    });

  beforeEach(async () => {
    cache = createCache({ redis: null });
    await cache.start();
    server = new LLMServer(openai);
    await server.start();
  });

  afterEach(async () => {
    await server.stop();
    await cache.stop(0);
  });

  it('gives a reply again', async () => {
    const first = await chat().invoke('Hi');
    const second = await chat().invoke('Hi');

    expect(second.content).toBe('Hello there');
    expect(second).toBeInstanceOf(AIMessage);
    expect(second.response_metadata['finish_reason']).toBe(first.response_metadata['finish_reason']);
    expect(second).toMatchObject({ usage_metadata: { total_tokens: 0 } });
    expect(server.requests).toHaveLength(1);
  });

  it('gives a tool call again with its arguments', async () => {
    server.usual = { kind: 'reply', tool: { name: 'lookup', input: { city: 'Zürich' } } };
    const first = await chat().bindTools(tools).invoke('Hi');
    const second = await chat().bindTools(tools).invoke('Hi');

    expect(first.tool_calls).toMatchObject([{ name: 'lookup', args: { city: 'Zürich' } }]);
    expect(second.tool_calls).toEqual(first.tool_calls);
    expect(server.requests).toHaveLength(1);
  });

  it('has system prompt, tools, parameters, model, server and workspace in the key', async () => {
    await chat().invoke('Hi');
    await chat().invoke([new SystemMessage('Be kind.'), new HumanMessage('Hi')]);
    await chat().bindTools(tools).invoke('Hi');
    await chat({ topP: 0.5 }).invoke('Hi');
    await chat({ temperature: 0.1 }).invoke('Hi');
    await chat({ model: 'gpt-y' }).invoke('Hi');
    await chat({}, { workspaceId: () => 'w2' }).invoke('Hi');
    await chat({}, { identity: 'eu' }).invoke('Hi');
    await chat().invoke('Hi', { stop: ['x'] });
    expect(server.requests).toHaveLength(9);
    await chat().invoke('Hi');
    expect(server.requests).toHaveLength(9);
  });

  it('does not cache with a higher temperature', async () => {
    for (let i = 0; i < 2; i++) await chat({ temperature: 0.2 }).invoke('"temperature:0,x":');
    expect(server.requests).toHaveLength(2);
  });

  it('does not cache without a temperature', async () => {
    const model = new ChatOpenAI({
      model: 'gpt-x',
      apiKey: 'k',
      configuration: { baseURL: `${server.url}/v1` },
      cache: new LangChainCache(cache, { workspaceId: 'w' }),
    });
    for (let i = 0; i < 2; i++) await model.invoke('"temperature:0,x":');
    expect(server.requests).toHaveLength(2);
  });

  it('does not cache without a workspace', async () => {
    for (let i = 0; i < 2; i++) await chat({}, { workspaceId: () => undefined }).invoke('Hi');
    expect(server.requests).toHaveLength(2);
  });

  it.each(['length', 'filter'] as const)('does not keep a reply that ended by %s', async (finish) => {
    server.usual = { kind: 'reply', finish };
    for (let i = 0; i < 2; i++) await chat().invoke('Hi');
    expect(server.requests).toHaveLength(2);
  });

  it('does not take two images for one, since LangChain writes both as [image]', async () => {
    for (const url of ['data:image/png;base64,AA==', 'data:image/png;base64,AB==']) {
      await chat().invoke([new HumanMessage({ content: [{ type: 'image_url', image_url: { url } }] })]);
    }
    expect(server.requests).toHaveLength(2);
  });

  it('does not let a question imitate a conversation, unless conversations are to be cached', async () => {
    const conversation = [new HumanMessage('a'), new AIMessage('b'), new HumanMessage('c')];
    const imitation = 'a\nAI: b\nHuman: c';
    await chat().invoke(imitation);
    await chat().invoke(conversation);
    expect(server.requests).toHaveLength(2);

    await chat({}, { conversations: 'cache' }).invoke(conversation);
    await chat({}, { conversations: 'cache' }).invoke(conversation);
    expect(server.requests).toHaveLength(3);
  });

  it('keeps no error', async () => {
    server.next.push({ kind: 'status', status: 500 });
    await expect(chat().invoke('Hi')).rejects.toThrow();
    expect((await chat().invoke('Hi')).content).toBe('Hello there');
  });
});
