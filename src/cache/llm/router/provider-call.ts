import type { LLMReply, LLMUsage } from '../llm.types.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { Deadline } from './deadline.js';
import type { HeldBudget } from './budget-guard.js';
import { costUsd, counted, tokensOfPart, type TokenCounts } from './prices.js';
import { countsAgainstProvider, mayHaveCost, providerFailure } from './provider-failure.js';
import type { RouterProvider } from './router.options.js';
import type { StatsCounter } from './router-stats.js';

export interface ProviderCallParts {
  readonly provider: RouterProvider;
  readonly guess: TokenCounts;
  readonly held: HeldBudget;
  readonly deadline: Deadline;
  readonly breaker: CircuitBreaker;
  readonly stats: StatsCounter;
  readonly caller: AbortSignal;
  readonly spent: (usd: number) => void;
}

const NOTHING: TokenCounts = { input: 0, output: 0 };

/** One call to one provider that is under way. It ends exactly once, and then everybody is told what it came to. */
export class ProviderCall {
  private ended = false;
  /** Tokens of the reply seen so far, roughly. */
  private seen = 0;
  private streaming = false;

  constructor(private readonly parts: ProviderCallParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Whether the streamed reply has begun: from then on the provider charges for it, however it ends. */
  began(): void {
    this.streaming = true;
  }

  saw(part: Parameters<typeof tokensOfPart>[0]): void {
    this.seen += tokensOfPart(part);
  }

  /** A reply has come. */
  async succeeded(usage: LLMUsage | undefined): Promise<void> {
    if (this.ended) return;
    this.parts.breaker.succeeded();
    await this.end(true, counted(usage, this.parts.guess, this.seen));
  }

  /** No reply, or half of one. Returns the error to throw. */
  async failed(error: unknown): Promise<unknown> {
    const { provider, breaker, caller, deadline } = this.parts;
    if (caller.aborted && !deadline.expired) {
      await this.left();
      return caller.reason;
    }
    const failure = providerFailure(provider.name, error);
    if (this.ended) return failure;
    if (countsAgainstProvider(failure)) breaker.failed();
    else breaker.withdrawn();
    await this.end(false, this.streaming || mayHaveCost(failure) ? this.reached() : NOTHING);
    return failure;
  }

  /** Nobody waits for the reply any more, which says nothing about the provider; it may have done all the work. */
  async left(): Promise<void> {
    if (this.ended) return;
    this.parts.breaker.withdrawn();
    await this.end(false, this.reached());
  }

  /** What an unfinished call may be charged for. */
  private reached(): TokenCounts {
    const { guess } = this.parts;
    return this.streaming ? { input: guess.input, output: this.seen } : guess;
  }

  private async end(ok: boolean, tokens: TokenCounts): Promise<void> {
    this.ended = true;
    const { provider, stats, held, deadline, spent } = this.parts;
    const usd = costUsd(provider, tokens);
    deadline.end();
    stats.called(provider.name, ok, tokens, usd);
    spent(usd);
    await held.settle(usd);
  }
}

/** What a whole reply cost, by the provider's count or by its length. */
export function replyTokens(reply: LLMReply, guess: TokenCounts): TokenCounts {
  const seen = reply.content.reduce((sum, part) => sum + tokensOfPart(part), 0);
  return counted(reply.usage, guess, seen);
}
