import {
  BudgetExceededError,
  CacheConfigurationError,
  CachedLLMRouter,
  createCache,
  InvalidScopeError,
  LLMUnavailableError,
  type Cache,
  type LLMRequest,
  type LLMRouterOptions,
  type LLMStreamPart,
  type RouterProvider,
} from '../../src/engine.js';
import { ManualClock } from '../../src/cache/testing/manual-clock.js';
import { collect, textOf } from './support/models.js';
import { deaf, from, httpError, PARTS, REPLY, ScriptedModel } from './support/scripted-model.js';

const request: LLMRequest = {
  messages: [{ role: 'user', content: 'Is it?' }],
  temperature: 0,
  maxOutputTokens: 100,
};
const asking = (text: string): LLMRequest => ({ ...request, messages: [{ role: 'user', content: text }] });
const w = { workspaceId: 'w' };

describe('CachedLLMRouter', () => {
  let clock: ManualClock;
  let cache: Cache;
  let dear: ScriptedModel;
  let cheap: ScriptedModel;
  let providers: RouterProvider[];
  const route = (options: Partial<LLMRouterOptions> = {}): CachedLLMRouter =>
    new CachedLLMRouter(cache, { providers, ...options });

  beforeEach(async () => {
    clock = new ManualClock();
    cache = createCache({ redis: null, clock });
    await cache.start();
    dear = new ScriptedModel('dear');
    cheap = new ScriptedModel('cheap');
    providers = [
      { name: 'dear', model: dear, inputUsdPerMillion: 10, outputUsdPerMillion: 100, deadlineMs: 1000 },
      { name: 'cheap', model: cheap, inputUsdPerMillion: 1, outputUsdPerMillion: 10, deadlineMs: 1000 },
    ];
  });

  afterEach(async () => {
    await cache.stop(0);
  });

  describe('keys', () => {
    const variants: [string, LLMRequest, string][] = [
      ['another question', asking('Is it not?'), 'w'],
      ['a system prompt', { ...request, system: 'Be brief.' }, 'w'],
      ['a tool', { ...request, tools: [{ type: 'function', name: 'f', inputSchema: {} }] }, 'w'],
      ['another tool', { ...request, tools: [{ type: 'function', name: 'g', inputSchema: {} }] }, 'w'],
      ['a tool choice', { ...request, toolChoice: { type: 'required' } }, 'w'],
      ['a response format', { ...request, responseFormat: { type: 'json' } }, 'w'],
      ['another temperature', { ...request, temperature: 0.1 }, 'w'],
      ['another limit', { ...request, maxOutputTokens: 99 }, 'w'],
      ['a parameter nobody knows', { ...request, inventedTomorrow: true }, 'w'],
      ['an option of the provider', { ...request, providerOptions: { x: { thinking: 1 } } }, 'w'],
      ['a header that asks for something', { ...request, headers: { 'anthropic-beta': 'x' } }, 'w'],
      [
        'a file',
        { ...request, messages: [{ role: 'user', content: [{ type: 'file', data: new Uint8Array([1]) }] }] },
        'w',
      ],
      [
        'another file',
        { ...request, messages: [{ role: 'user', content: [{ type: 'file', data: new Uint8Array([2]) }] }] },
        'w',
      ],
      ['another workspace', request, 'w2'],
    ];

    it.each(variants)('%s is another request', async (_, varied, workspaceId) => {
      const router = route();
      await router.invoke(request, w);
      await router.invoke(varied, { workspaceId });
      await router.invoke(varied, { workspaceId });

      expect(dear.calls).toHaveLength(2);
      expect(router.stats()).toMatchObject({ misses: 2, hits: 1 });
    });

    it('does not depend on the order of members, nor on trace headers', async () => {
      const router = route();
      await router.invoke({ ...request, seed: 1, headers: { traceparent: '00-1' } }, w);
      const { messages, ...rest } = request;
      await router.invoke({ headers: { traceparent: '00-2' }, seed: 1, ...rest, messages }, w);

      expect(dear.calls).toHaveLength(1);
    });

    it('tells models and servers of one name apart', async () => {
      for (const [provider, modelId, identity] of [
        ['p', 'm', 'eu'],
        ['p', 'm', 'us'],
        ['p', 'n', 'eu'],
        ['q', 'm', 'eu'],
      ]) {
        const model = new ScriptedModel(modelId!, provider);
        await route({ providers: [{ ...providers[0]!, model, identity }] }).invoke(request, w);
        expect(model.calls).toHaveLength(1);
      }
    });
  });

  it.each([
    ['too warm', { ...request, temperature: 0.2 }, w],
    ['without a temperature', { messages: request.messages }, w],
    ['without a workspace', request, {}],
    ['not JSON', { ...request, onToken: () => undefined }, w],
  ])('does not cache what is %s', async (_, uncached, context) => {
    const router = route();
    for (let i = 0; i < 2; i++) {
      expect((await router.invoke(uncached, context)).source).toBe('bypass');
      expect(textOf(await collect((await router.stream(uncached, context)).parts))).toBe('Yes.');
    }
    expect(dear.calls).toHaveLength(4);
  });

  it('lets the limit of the temperature be lowered, not raised', () => {
    expect(createCache({ redis: null, llm: { maxTemperature: 0 } }).llm.deterministic(0.1)).toBe(false);
    expect(() => createCache({ redis: null, llm: { maxTemperature: 0.2 } })).toThrow(CacheConfigurationError);
  });

  it('forgets a reply at the end of its life', async () => {
    const router = route();
    await router.invoke(request, w);
    await clock.advance(3_200_000);
    expect((await router.invoke(request, w)).cached).toBe(true);
    await clock.advance(800_000);
    expect((await router.invoke(request, w)).cached).toBe(false);
  });

  it('shares one call between equal requests at once', async () => {
    const router = route();
    const replies = await Promise.all([router.invoke(request, w), router.invoke(request, w)]);
    const streams = await Promise.all([router.stream(request, w), router.stream(request, w)]);
    const parts = await Promise.all(streams.map((stream) => collect(stream.parts)));

    expect(replies.map(({ source }) => source)).toEqual(['computed', 'joined']);
    expect(streams.map(({ source }) => source)).toEqual(['computed', 'joined']);
    expect(parts[0]).toEqual(PARTS);
    expect(parts[1]).toEqual(PARTS);
    expect(dear.calls).toHaveLength(2);
    expect(replies[1].costUsd).toBe(0);
  });

  describe('order and fallback', () => {
    it.each([
      ['preference', 'dear'],
      ['cost', 'cheap'],
      [(_: LLMRequest, all: readonly RouterProvider[]) => [...all].reverse(), 'cheap'],
    ] as const)('asks first who is first by %s', async (order, first) => {
      expect((await route({ order }).invoke(request, w)).provider).toBe(first);
    });

    it('goes to the next provider, and says of none what it was asked', async () => {
      dear.next.push(httpError(503));
      const router = route();
      expect(await router.invoke(request, w)).toMatchObject({ provider: 'cheap', costUsd: 0.002 });
      dear.next.push(httpError(429));
      cheap.next.push(httpError(400));
      const failure = await router.invoke(asking('secret'), w).catch((error: unknown) => error);

      expect(failure).toBeInstanceOf(LLMUnavailableError);
      expect(failure).toMatchObject({
        attempts: [
          { provider: 'dear', reason: 'rate_limit', status: 429 },
          { provider: 'cheap', reason: 'request', status: 400 },
        ],
      });
      expect(JSON.stringify(failure) + String(failure) + String((failure as Error).cause)).not.toMatch(
        /secret|quoted/,
      );
      expect(router.stats()).toMatchObject({ calls: 4, failures: 3, spentUsd: 0.002 });
    });

    it('leaves a provider that does not answer at its deadline, though it ignores its signal', async () => {
      dear.next.push(deaf);
      const answer = route().invoke(request, w);
      await clock.advance(1000);
      expect((await answer).provider).toBe('cheap');
      expect(dear.calls[0]!.abortSignal?.aborted).toBe(true);
    });

    it('switches providers when a stream breaks before it said anything, and not after', async () => {
      dear.stream = () => from([PARTS[0]!, { type: 'error', error: new Error('no') } as LLMStreamPart]);
      const router = route();
      const switched = await router.stream(request, w);
      expect(switched.provider).toBe('cheap');
      expect(await collect(switched.parts)).toEqual(PARTS);

      dear.stream = () =>
        from([...PARTS.slice(0, 3), { type: 'error', error: new Error('no') } as LLMStreamPart]);
      const broken = await router.stream(asking('again'), w);
      expect(broken.provider).toBe('dear');
      await expect(collect(broken.parts)).rejects.toMatchObject({ code: 'LLM_PROVIDER', provider: 'dear' });
    });

    it('holds the deadline in mid-stream, read or not', async () => {
      const stalled = async function* (): AsyncGenerator<LLMStreamPart> {
        yield* PARTS.slice(0, 3);
        await deaf();
      };
      dear.stream = stalled;
      const router = route({ budgets: [{ name: 'b', per: 'router', window: 'never', limitUsd: 1 }] });
      const { parts } = await router.stream(request, w);
      const reading = collect(parts).catch((error: unknown) => error);
      // Nobody asks for the parts of this one.
      await router.stream({ ...request, temperature: 1 }, w);
      await clock.advance(1000);

      expect(await reading).toMatchObject({ reason: 'timeout' });
      expect(router.stats()).toMatchObject({ calls: 2, failures: 2 });
      expect((await router.balances())['b']!.reservedUsd).toBe(0);
      expect((await router.balances())['b']!.spentUsd).toBeGreaterThan(0);
    });

    it('lets one caller leave without taking the reply from another', async () => {
      let release!: () => void;
      const gate = new Promise<void>((resolve) => (release = resolve));
      dear.next.push(async () => {
        await gate;
        return REPLY;
      });
      const router = route();
      const leaving = new AbortController();
      const left = router.invoke(request, { ...w, signal: leaving.signal });
      const stays = router.invoke(request, w);
      leaving.abort(new Error('gone'));
      await expect(left).rejects.toThrow('gone');
      release();

      expect((await stays).text).toBe('Yes.');
      expect(dear.calls).toHaveLength(1);
    });
  });

  it('opens the breaker, serves cached replies meanwhile, and tries again with a single call', async () => {
    const router = route({ providers: providers.slice(0, 1), breaker: { failures: 2, openMs: 5000 } });
    await router.invoke(request, w);
    const fails = async (text: string): Promise<string> =>
      ((await router.invoke(asking(text), w).catch((error: unknown) => error)) as LLMUnavailableError)
        .attempts[0]!.reason;
    dear.next.push(httpError(500), httpError(500));
    expect([await fails('1'), await fails('2'), await fails('3')]).toEqual([
      'server',
      'server',
      'breaker_open',
    ]);
    expect(dear.calls).toHaveLength(3);
    expect(router.stats().providers['dear']!.breaker).toBe('open');
    expect((await router.invoke(request, w)).cached).toBe(true);

    await clock.advance(5000);
    expect(router.stats().providers['dear']!.breaker).toBe('half_open');
    dear.next.push(httpError(500));
    expect(await Promise.all([fails('4'), fails('5')])).toEqual(['server', 'breaker_open']);
    expect(await fails('6')).toBe('breaker_open');
    await clock.advance(5000);
    expect((await router.invoke(asking('7'), w)).text).toBe('Yes.');
    expect(router.stats().providers['dear']!.breaker).toBe('closed');
    expect((await router.invoke(asking('8'), w)).text).toBe('Yes.');
  });

  it('does not take a refused request for an ill provider', async () => {
    const router = route({ providers: providers.slice(0, 1), breaker: { failures: 1 } });
    dear.next.push(httpError(400));
    await expect(router.invoke(request, w)).rejects.toThrow(LLMUnavailableError);
    expect((await router.invoke(request, w)).text).toBe('Yes.');
  });

  describe('budgets', () => {
    const budget = (limitUsd: number) => [
      { name: 'b', per: 'router' as const, window: 'day' as const, limitUsd },
    ];

    it('falls back to a provider that still fits, then refuses; hits cost nothing', async () => {
      const router = route({ budgets: budget(0.004) });
      const first = await router.invoke(request, w);
      expect(first).toMatchObject({ provider: 'cheap', costUsd: 0.002 });
      await router.invoke(asking('2'), w);
      const refused = await router.invoke(asking('3'), w).catch((error: unknown) => error);

      expect(refused).toBeInstanceOf(BudgetExceededError);
      expect(refused).toMatchObject({ budget: 'b', limitUsd: 0.004, spentUsd: 0.004, reservedUsd: 0 });
      expect((await router.invoke(request, w)).cached).toBe(true);
      expect(router.stats()).toMatchObject({ hits: 1, savedUsd: 0.002, spentUsd: 0.004 });
      expect(dear.calls).toHaveLength(0);
    });

    it('begins anew with the window', async () => {
      const router = route({ budgets: budget(0.002), providers: providers.slice(1) });
      await router.invoke(request, w);
      await expect(router.invoke(asking('2'), w)).rejects.toThrow(BudgetExceededError);
      await clock.advance(86_400_000);
      expect((await router.invoke(asking('2'), w)).costUsd).toBe(0.002);
    });

    it('keeps workspaces apart, and must know them', async () => {
      const router = route({
        budgets: [
          { name: 'b', per: 'workspace', window: 'never', limitUsd: (id) => (id === 'rich' ? 1 : 0.002) },
        ],
        providers: providers.slice(1),
      });
      await router.invoke(request, { workspaceId: 'poor' });
      await router.invoke(request, { workspaceId: 'rich' });
      await expect(router.invoke(asking('2'), { workspaceId: 'poor' })).rejects.toThrow(BudgetExceededError);
      expect((await router.invoke(asking('2'), { workspaceId: 'rich' })).cached).toBe(false);
      await expect(router.invoke(request)).rejects.toThrow(InvalidScopeError);
    });

    it('counts what is in flight', async () => {
      let release!: () => void;
      const gate = new Promise<void>((resolve) => (release = resolve));
      cheap.next.push(async () => {
        await gate;
        return REPLY;
      });
      const router = route({ budgets: budget(0.002), providers: providers.slice(1) });
      const first = router.invoke(request, w);
      await clock.advance(0);
      await expect(router.invoke(asking('2'), w)).rejects.toMatchObject({ spentUsd: 0 });
      release();
      expect((await first).costUsd).toBe(0.002);
    });

    it('gives back what a failed call had set aside', async () => {
      cheap.next.push(httpError(500));
      const router = route({ budgets: budget(1), providers: providers.slice(1) });
      await expect(router.invoke(request, w)).rejects.toThrow(LLMUnavailableError);
      expect(await router.balances()).toEqual({ b: { spentUsd: 0, reservedUsd: 0 } });
    });
  });

  it('refuses options that cannot be meant', () => {
    expect(() => route({ providers: [] })).toThrow(/at least one/);
    expect(() => route({ providers: [providers[0]!, providers[0]!] })).toThrow(/different names/);
    expect(() => route({ providers: [{ ...providers[0]!, inputUsdPerMillion: NaN }] })).toThrow(
      /inputUsdPerMillion/,
    );
    expect(() => route({ budgets: [{ name: 'b', per: 'router', window: 0, limitUsd: -1 }] })).toThrow(
      /limitUsd.*window/,
    );
  });
});
