import type { Clock } from '../../core/clock.js';
import { BudgetExceededError, LLMProviderError } from '../llm.error.js';
import type { LLMReply, LLMRequest, LLMStreamPart } from '../llm.types.js';
import type { BudgetGuard, HeldBudget } from './budget-guard.js';
import { CircuitBreaker, type BreakerState } from './circuit-breaker.js';
import { Deadline } from './deadline.js';
import { toCall } from './model-call.js';
import { PartStream } from './part-stream.js';
import { costUsd, estimate } from './prices.js';
import { ProviderCall } from './provider-call.js';
import type { BreakerOptions, RouterProvider } from './router.options.js';
import type { StatsCounter } from './router-stats.js';

const DEFAULT_DEADLINE_MS = 60_000;

export interface ProviderCallerParts {
  readonly clock: Clock;
  readonly budgets: BudgetGuard;
  readonly stats: StatsCounter;
  readonly breaker: BreakerOptions | undefined;
}

/** Who makes a call: whose budget pays, who waits, and who is told the cost. */
export interface CallOrigin {
  readonly workspaceId: string | undefined;
  readonly signal: AbortSignal;
  readonly spent: (usd: number) => void;
}

/** Calls one provider, within its breaker, the budgets and its deadline. */
export class ProviderCaller {
  private readonly breaker: CircuitBreaker;

  constructor(
    readonly provider: RouterProvider,
    private readonly parts: ProviderCallerParts,
  ) {
    this.breaker = new CircuitBreaker(parts.clock, parts.breaker);
  }

  get state(): BreakerState {
    return this.breaker.state;
  }

  /** @throws LLMProviderError, BudgetExceededError, BudgetUnavailableError, or the reason of the origin's signal. */
  async generate(request: LLMRequest, origin: CallOrigin): Promise<LLMReply> {
    const call = await this.admit(request, origin);
    const { deadline } = call;
    let reply: LLMReply;
    try {
      const made = this.provider.model.doGenerate({ ...toCall(request), abortSignal: deadline.signal });
      reply = await deadline.hold(made);
    } catch (error) {
      throw await call.failed(error);
    }
    for (const part of reply.content) call.saw(part);
    await call.succeeded(reply.usage);
    return reply;
  }

  /** Resolves when the reply has begun. Throws like `generate`; the iteration throws what broke it later. */
  async stream(request: LLMRequest, origin: CallOrigin): Promise<AsyncIterable<LLMStreamPart>> {
    const call = await this.admit(request, origin);
    const { deadline } = call;
    let source: AsyncIterator<LLMStreamPart> | undefined;
    try {
      const made = this.provider.model.doStream({ ...toCall(request), abortSignal: deadline.signal });
      source = (await deadline.hold(made)).stream[Symbol.asyncIterator]();
      return await PartStream.begin(source, call, this.provider.name);
    } catch (error) {
      source?.return?.().then(undefined, () => undefined);
      throw await call.failed(error);
    }
  }

  private async admit(
    request: LLMRequest,
    { workspaceId, signal, spent }: CallOrigin,
  ): Promise<ProviderCall> {
    const { provider, breaker } = this;
    const { clock, budgets, stats } = this.parts;
    const deadlineMs = provider.deadlineMs ?? DEFAULT_DEADLINE_MS;
    if (!breaker.enter()) throw new LLMProviderError(provider.name, 'breaker_open');
    const guess = estimate(provider, request);
    let held: HeldBudget;
    try {
      held = await budgets.hold(costUsd(provider, guess), workspaceId, deadlineMs);
    } catch (error) {
      breaker.withdrawn();
      if (error instanceof BudgetExceededError) stats.refused();
      throw error;
    }
    // The time a budget's store takes is not the provider's.
    const deadline = new Deadline(clock, deadlineMs, signal);
    return new ProviderCall({ provider, guess, held, deadline, breaker, stats, caller: signal, spent });
  }
}
