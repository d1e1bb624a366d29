import type { LLMModel, LLMRequest } from '../llm.types.js';

/** A model the router can ask, and what it costs. */
export interface RouterProvider {
  /** The provider's name in `stats()` and errors; unique in the router. */
  readonly name: string;
  /** Any AI SDK language model, or your own object of that form. */
  readonly model: LLMModel;
  /** USD per million tokens of the request. */
  readonly inputUsdPerMillion: number;
  /** USD per million tokens of the reply. */
  readonly outputUsdPerMillion: number;
  /** The longest a call may take, streaming included, in milliseconds. Default 60,000. */
  readonly deadlineMs?: number | undefined;
  /** The longest reply to reckon with when the request sets no `maxOutputTokens`, in tokens. Default 4096. */
  readonly maxOutputTokens?: number | undefined;
  /** Distinguishes models of equal `provider` and `modelId`, such as two servers of one name; part of the key. */
  readonly identity?: string | undefined;
}

/**
 * In which order providers are tried: as listed; by what the request would cost, cheapest first; or as a rule says,
 * which may leave out those that do not suit the request.
 */
export type ProviderOrder =
  | 'preference'
  | 'cost'
  | ((request: LLMRequest, providers: readonly RouterProvider[]) => readonly RouterProvider[]);

/** A limit on spending, shared by all processes on one Redis. A call must fit into every budget of its router. */
export interface BudgetOptions {
  /** Routers, in whichever process, that name a budget alike share it. */
  readonly name: string;
  /** One account for all calls, or one for each workspace; then every call must name its workspace. */
  readonly per: 'router' | 'workspace';
  /** When it begins anew: with each UTC day, after so many milliseconds (aligned to the Unix epoch), or never. */
  readonly window: 'day' | 'never' | number;
  /** USD, for every account or by workspace. */
  readonly limitUsd: number | ((workspaceId: string | undefined) => number);
}

export interface BreakerOptions {
  /** Failures in a row after which a provider is left alone. Default 5. */
  readonly failures?: number | undefined;
  /** How long it is left alone before one call tries it again, in milliseconds. Default 30,000. */
  readonly openMs?: number | undefined;
}

export interface LLMRouterOptions {
  readonly providers: readonly RouterProvider[];
  /** Default `preference`. */
  readonly order?: ProviderOrder | undefined;
  readonly budgets?: readonly BudgetOptions[] | undefined;
  /**
   * What to do when the budgets' store does not answer: `refuse` calls (default), or `allow` them uncounted. Cached
   * replies are served either way.
   */
  readonly onBudgetUnavailable?: 'refuse' | 'allow' | undefined;
  readonly breaker?: BreakerOptions | undefined;
  /** Life of cached replies in milliseconds instead of `llm.ttlMs`. */
  readonly ttlMs?: number | undefined;
}

/** Who asks. */
export interface LLMCallContext {
  /** Owner of cached replies; without it nothing is cached. Take it from the authenticated principal. */
  readonly workspaceId?: string | undefined;
  /** Ends the waiting of this caller, in mid-stream too. */
  readonly signal?: AbortSignal | undefined;
}
