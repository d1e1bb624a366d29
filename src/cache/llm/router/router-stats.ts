import type { BreakerState } from './circuit-breaker.js';
import type { TokenCounts } from './prices.js';

/** Counts of one provider since the router was made, in this process. */
export interface ProviderStats {
  /** Replies that came from the cache, or from an equal call that was under way. */
  readonly hits: number;
  /** Replies that the cache did not have. */
  readonly misses: number;
  /** Calls made to the provider. */
  readonly calls: number;
  readonly failures: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly spentUsd: number;
  /** What the hits would have cost. */
  readonly savedUsd: number;
}

export interface RouterStats extends ProviderStats {
  /** Hits as a share of answered requests; 0 when there were none. */
  readonly hitRate: number;
  /** Calls refused by a budget. */
  readonly refused: number;
  /** USD that no budget counts, because its store did not answer for minutes after the call. */
  readonly unbookedUsd: number;
  readonly providers: Readonly<Record<string, ProviderStats & { readonly breaker: BreakerState }>>;
}

const ZERO: ProviderStats = {
  hits: 0,
  misses: 0,
  calls: 0,
  failures: 0,
  inputTokens: 0,
  outputTokens: 0,
  spentUsd: 0,
  savedUsd: 0,
};

/** Adds up what a router does. */
export class StatsCounter {
  private readonly providers = new Map<string, ProviderStats>();
  private refusals = 0;

  hit(provider: string, savedUsd: number): void {
    this.add(provider, { hits: 1, savedUsd });
  }

  /** A streamed hit knows what it saved when its last part has passed. */
  saved(provider: string, savedUsd: number): void {
    this.add(provider, { savedUsd });
  }

  miss(provider: string): void {
    this.add(provider, { misses: 1 });
  }

  called(provider: string, ok: boolean, tokens: TokenCounts, spentUsd: number): void {
    const { input: inputTokens, output: outputTokens } = tokens;
    this.add(provider, { calls: 1, failures: ok ? 0 : 1, inputTokens, outputTokens, spentUsd });
  }

  refused(): void {
    this.refusals++;
  }

  snapshot(
    breakers: readonly (readonly [provider: string, state: BreakerState])[],
    unbookedUsd: number,
  ): RouterStats {
    const all = breakers.map(([name, breaker]) => {
      return [name, { ...(this.providers.get(name) ?? ZERO), breaker }] as const;
    });
    const total = all.reduce((sum, [, one]) => plus(sum, one), ZERO);
    const answered = total.hits + total.misses;
    return {
      ...total,
      hitRate: answered === 0 ? 0 : total.hits / answered,
      refused: this.refusals,
      unbookedUsd,
      providers: Object.fromEntries(all),
    };
  }

  private add(provider: string, counts: Partial<ProviderStats>): void {
    this.providers.set(provider, plus(this.providers.get(provider) ?? ZERO, counts));
  }
}

function plus(sum: ProviderStats, more: Partial<ProviderStats>): ProviderStats {
  const names = Object.keys(ZERO) as (keyof ProviderStats)[];
  return Object.fromEntries(
    names.map((name) => [name, sum[name] + (more[name] ?? 0)]),
  ) as unknown as ProviderStats;
}
