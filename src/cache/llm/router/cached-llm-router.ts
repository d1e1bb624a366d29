import { InvalidScopeError } from '../../core/errors.js';
import type { Cache } from '../../engine/create-cache.js';
import { isWhole } from '../completeness.js';
import { BudgetExceededError, LLMProviderError, LLMUnavailableError, type LLMAttempt } from '../llm.error.js';
import type { LLMResponseCache, MakeReply, ModelCall, ReplySource } from '../llm-response-cache.js';
import { isFinish, type LLMReply, type LLMRequest, type LLMStreamPart } from '../llm.types.js';
import { BudgetGuard } from './budget-guard.js';
import { checkRouterOptions } from './check-router-options.js';
import { toCall } from './model-call.js';
import { costUsd, counted, estimate } from './prices.js';
import { ProviderCaller } from './provider-caller.js';
import { originOf, toRouterReply, type RouterReply, type RouterStream } from './router-reply.js';
import type { LLMCallContext, LLMRouterOptions, RouterProvider } from './router.options.js';
import { StatsCounter, type RouterStats } from './router-stats.js';

/** What a router needs of a cache; any `Cache` has it. */
export type RouterCache = Pick<Cache, 'llm' | 'budgets' | 'clock'>;

/**
 * Asks models in order until one answers, keeps whole deterministic replies, and keeps spending within budgets.
 *
 * Each provider in its turn: the cached reply if there is one, which costs nothing and needs neither breaker nor
 * budget; else a call, if the breaker lets it through and it fits every budget. A provider that fails, is left alone
 * or does not fit is followed by the next. A stream that breaks before it said anything is, too; one that breaks
 * later ends with the error, since what was said cannot be taken back.
 */
export class CachedLLMRouter {
  private readonly replies: LLMResponseCache;
  private readonly callers: ReadonlyMap<string, ProviderCaller>;
  private readonly counter = new StatsCounter();
  private readonly budgets: BudgetGuard;

  /** @throws CacheConfigurationError naming what is wrong. */
  constructor(
    cache: RouterCache,
    private readonly options: LLMRouterOptions,
  ) {
    checkRouterOptions(options);
    const { llm, budgets: store, clock } = cache;
    this.replies = llm;
    this.budgets = new BudgetGuard({
      store,
      clock,
      budgets: options.budgets ?? [],
      onUnavailable: options.onBudgetUnavailable ?? 'refuse',
    });
    const parts = { clock, budgets: this.budgets, stats: this.counter, breaker: options.breaker };
    this.callers = new Map(
      options.providers.map((provider) => [provider.name, new ProviderCaller(provider, parts)] as const),
    );
  }

  /**
   * One whole reply.
   *
   * @throws LLMUnavailableError when no provider could answer; BudgetExceededError when only budgets stood in the way;
   *   BudgetUnavailableError; the reason of the context's signal.
   */
  async invoke(request: LLMRequest, context: LLMCallContext = {}): Promise<RouterReply> {
    return await this.tryAll(request, context, async (caller, call) => {
      const { workspaceId, signal } = context;
      const { reply, source } = await this.replies.reply<LLMReply>(
        call,
        ({ finishReason }) => isWhole(finishReason),
        (making) => caller.generate(request, { ...making, workspaceId }),
        signal,
      );
      const answer = toRouterReply(caller.provider, request, reply, source);
      this.count(caller.provider, source, answer.savedUsd);
      return answer;
    });
  }

  /**
   * The reply as it is made, or as it was made. Throws like `invoke` before the first part; the iteration throws
   * `LLMProviderError` when the reply breaks later.
   */
  async stream(request: LLMRequest, context: LLMCallContext = {}): Promise<RouterStream> {
    return await this.tryAll(request, context, async (caller, call) => {
      const { provider } = caller;
      const { workspaceId, signal } = context;
      const open: MakeReply<AsyncIterable<LLMStreamPart>> = (making) =>
        caller.stream(request, { ...making, workspaceId });
      const { parts, source } = await this.replies.stream(call, open, { signal });
      this.count(provider, source, 0);
      const origin = originOf(provider, source);
      return { ...origin, parts: origin.cached ? this.countSaved(provider, request, parts) : parts };
    });
  }

  /** What this router did in this process since it was made. */
  stats(): RouterStats {
    const breakers = [...this.callers].map(([name, { state }]) => [name, state] as const);
    return this.counter.snapshot(breakers, this.budgets.unbookedUsd);
  }

  /**
   * What of the budgets is spent and set aside now, in all processes, by name in USD. Budgets of workspaces are those
   * of the given one.
   *
   * @throws StoreUnavailableError
   */
  async balances(workspaceId?: string): Promise<Record<string, { spentUsd: number; reservedUsd: number }>> {
    return await this.budgets.balances(workspaceId);
  }

  private async tryAll<T>(
    request: LLMRequest,
    { workspaceId, signal }: LLMCallContext,
    attempt: (caller: ProviderCaller, call: ModelCall) => Promise<T>,
  ): Promise<T> {
    if (workspaceId === undefined && this.options.budgets?.some(({ per }) => per === 'workspace') === true) {
      throw new InvalidScopeError(
        'A router with a budget per workspace needs the workspaceId of every call.',
      );
    }
    const attempts: LLMAttempt[] = [];
    let exceeded: BudgetExceededError | undefined;
    for (const caller of this.inOrder(request)) {
      signal?.throwIfAborted();
      try {
        return await attempt(caller, this.modelCall(caller.provider, request, workspaceId));
      } catch (error) {
        if (signal?.aborted === true) throw error;
        const { name } = caller.provider;
        if (error instanceof BudgetExceededError) {
          exceeded = error;
          attempts.push({ provider: name, reason: 'budget' });
        } else if (error instanceof LLMProviderError) {
          attempts.push({ provider: name, reason: error.reason, status: error.status });
        } else {
          throw error;
        }
      }
    }
    const onlyBudgets = attempts.every(({ reason }) => reason === 'budget');
    throw exceeded !== undefined && onlyBudgets ? exceeded : new LLMUnavailableError(attempts);
  }

  private modelCall(
    provider: RouterProvider,
    request: LLMRequest,
    workspaceId: string | undefined,
  ): ModelCall {
    const { model, identity } = provider;
    return {
      workspaceId,
      provider: model.provider,
      model: model.modelId,
      identity,
      call: toCall(request),
      ttlMs: this.options.ttlMs,
    };
  }

  private inOrder(request: LLMRequest): ProviderCaller[] {
    const { providers, order = 'preference' } = this.options;
    const ordered =
      typeof order === 'function'
        ? order(request, providers)
        : order === 'cost'
          ? providers
              .map((provider) => ({ provider, usd: costUsd(provider, estimate(provider, request)) }))
              .sort((a, b) => a.usd - b.usd)
              .map(({ provider }) => provider)
          : providers;
    return ordered.flatMap(({ name }) => this.callers.get(name) ?? []);
  }

  private count({ name }: RouterProvider, source: ReplySource, savedUsd: number): void {
    if (source === 'hit' || source === 'joined') this.counter.hit(name, savedUsd);
    else this.counter.miss(name);
  }

  private async *countSaved(
    provider: RouterProvider,
    request: LLMRequest,
    parts: AsyncIterable<LLMStreamPart>,
  ): AsyncGenerator<LLMStreamPart, void, undefined> {
    for await (const part of parts) {
      if (isFinish(part)) {
        const tokens = counted(part.usage, estimate(provider, request), 0);
        this.counter.saved(provider.name, costUsd(provider, tokens));
      }
      yield part;
    }
  }
}
