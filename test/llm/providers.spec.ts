import { createCache, type Cache } from '../../src/engine.js';
import { CachedLLMRouter, LLMUnavailableError, type LLMRequest } from '../../src/engine.js';
import type { LLMServer } from './support/llm-server.js';
import { collect, startVendor, textOf, VENDORS } from './support/models.js';

const request: LLMRequest = {
  system: 'You are kind.',
  messages: [{ role: 'user', content: 'Hi' }],
  temperature: 0,
  maxOutputTokens: 50,
};
const tools = [
  {
    type: 'function',
    name: 'lookup',
    description: 'Looks up',
    inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
];
const tool = { name: 'lookup', input: { city: 'Zürich', nested: { list: [1, 2.5, null], quote: '"\\' } } };

describe.each(Object.keys(VENDORS) as (keyof typeof VENDORS)[])('the real client of %s', (vendor) => {
  let cache: Cache;
  let server: LLMServer;
  let router: CachedLLMRouter;

  beforeEach(async () => {
    cache = createCache({ redis: null });
    await cache.start();
    const started = await startVendor(vendor);
    server = started.server;
    router = new CachedLLMRouter(cache, {
      providers: [
        {
          name: vendor,
          model: started.model,
          inputUsdPerMillion: 1,
          outputUsdPerMillion: 10,
          deadlineMs: 400,
        },
      ],
    });
  });

  afterEach(async () => {
    await server.stop();
    await cache.stop();
  });

  it('is asked once for two equal requests', async () => {
    const first = await router.invoke(request, { workspaceId: 'w' });
    const second = await router.invoke(request, { workspaceId: 'w' });

    expect(first).toMatchObject({
      text: 'Hello there',
      finishReason: 'stop',
      cached: false,
      source: 'computed',
    });
    expect(first.usage).toEqual({ inputTokens: 100, outputTokens: 20 });
    expect(first.costUsd).toBeCloseTo(0.0003, 9);
    expect(second).toEqual({ ...first, cached: true, source: 'hit', costUsd: 0, savedUsd: first.costUsd });
    expect(server.requests).toHaveLength(1);
  });

  it('streams, and streams the same parts again from the cache', async () => {
    const live = await router.stream(request, { workspaceId: 'w' });
    const parts = await collect(live.parts);
    const again = await router.stream(request, { workspaceId: 'w' });
    const replayed = await collect(again.parts);

    expect(textOf(parts)).toBe('Hello there');
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: { unified: 'stop' } });
    expect(again).toMatchObject({ source: 'hit', cached: true });
    expect(replayed).toEqual(parts);
    expect(server.requests).toHaveLength(1);
    expect(router.stats()).toMatchObject({ hits: 1, misses: 1, calls: 1 });
    expect(router.stats().savedUsd).toBeCloseTo(0.0003, 9);
  });

  it.each(['invoke', 'stream'] as const)('keeps a tool call with its arguments intact (%s)', async (way) => {
    server.usual = { kind: 'reply', tool };
    const ask = async (): Promise<{ toolName: string; input: string }[]> => {
      if (way === 'invoke') {
        return [...(await router.invoke({ ...request, tools }, { workspaceId: 'w' })).toolCalls];
      }
      const { parts } = await router.stream({ ...request, tools }, { workspaceId: 'w' });
      return (await collect(parts)).filter(({ type }) => type === 'tool-call') as never;
    };

    const first = await ask();
    const second = await ask();

    expect(first).toHaveLength(1);
    expect(first[0]!.toolName).toBe('lookup');
    expect(JSON.parse(first[0]!.input)).toEqual(tool.input);
    expect(second).toEqual(first);
    expect(server.requests).toHaveLength(1);
  });

  it.each(['length', 'filter'] as const)('does not keep a reply that ended by %s', async (finish) => {
    server.usual = { kind: 'reply', finish };

    const replies = [
      await router.invoke(request, { workspaceId: 'w' }),
      await router.invoke(request, { workspaceId: 'w' }),
    ];
    for (let i = 0; i < 2; i++) await collect((await router.stream(request, { workspaceId: 'w' })).parts);

    expect(replies.map(({ text, cached }) => [text, cached])).toEqual([
      ['Hello there', false],
      ['Hello there', false],
    ]);
    expect(replies[0]!.finishReason).toBe(finish === 'length' ? 'length' : replies[0]!.finishReason);
    expect(replies[0]!.finishReason).not.toBe('stop');
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    [{ kind: 'status', status: 429 }, 'rate_limit', 429],
    [{ kind: 'status', status: 500 }, 'server', 500],
    [{ kind: 'status', status: 401 }, 'request', 401],
    [{ kind: 'silent' }, 'timeout', undefined],
  ] as const)('says what went wrong and keeps no error: %j', async (behaviour, reason, status) => {
    server.next.push(behaviour, behaviour);

    const failures = [
      await router.invoke(request, { workspaceId: 'w' }).catch((error: unknown) => error),
      await router.stream(request, { workspaceId: 'w' }).catch((error: unknown) => error),
    ];

    for (const failure of failures) {
      expect(failure).toBeInstanceOf(LLMUnavailableError);
      expect((failure as LLMUnavailableError).attempts).toEqual([{ provider: vendor, reason, status }]);
      expect(String(failure)).not.toContain('Hi');
    }
    expect(server.requests).toHaveLength(2);
    expect((await router.invoke(request, { workspaceId: 'w' })).cached).toBe(false);
  });

  it.each([
    [{ kind: 'stall' }, 'timeout'],
    [{ kind: 'cut' }, /network|malformed/],
    [{ kind: 'unfinished' }, /malformed|other|interrupted/],
  ] as const)('does not keep a stream that broke off: %j', async (behaviour, reason) => {
    server.next.push(behaviour);

    const { parts } = await router.stream(request, { workspaceId: 'w' });
    const seen: { type: string }[] = [];
    const failure = await (async () => {
      for await (const part of parts) seen.push(part);
      const last = seen.at(-1) as { finishReason?: { unified: string } } | undefined;
      return { reason: last?.finishReason?.unified };
    })().catch((error: unknown) => error as { reason: string });
    const after = await router.stream(request, { workspaceId: 'w' });

    expect(textOf(seen)).toContain('Hello');
    expect(failure.reason).toMatch(reason);
    expect(after.cached).toBe(false);
    expect(textOf(await collect(after.parts))).toBe('Hello there');
    expect(server.requests).toHaveLength(2);
  });
});
