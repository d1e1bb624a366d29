import { AICacheError } from '../core/errors.js';

/** What went wrong with a provider. */
export type LLMFailureReason =
  /** It took longer than its deadline. */
  | 'timeout'
  /** 429 */
  | 'rate_limit'
  /** 5xx */
  | 'server'
  /** No connection, or one that broke. */
  | 'network'
  /** It refused the request: another 4xx. */
  | 'request'
  /** What it sent is no reply, or a stream without a finish. */
  | 'malformed'
  /** It has failed too often lately and was not asked. */
  | 'breaker_open'
  /** The call might pass a budget and was not made. */
  | 'budget';

/** A provider failed. Carries neither the request nor the provider's own words, which may quote it. */
export class LLMProviderError extends AICacheError {
  readonly code = 'LLM_PROVIDER';

  constructor(
    /** The provider's name in the router. */
    readonly provider: string,
    readonly reason: LLMFailureReason,
    /** HTTP status, if there was an answer. */
    readonly status?: number,
  ) {
    super(`Model provider ${provider}: ${reason}${status === undefined ? '' : ` (HTTP ${status})`}.`);
  }
}

/** What one provider of a router did about a request. */
export interface LLMAttempt {
  readonly provider: string;
  readonly reason: LLMFailureReason;
  readonly status?: number | undefined;
}

/** No provider of the router could answer; `attempts` says why, in the order they were tried. */
export class LLMUnavailableError extends AICacheError {
  readonly code = 'LLM_UNAVAILABLE';

  constructor(readonly attempts: readonly LLMAttempt[]) {
    const list = attempts.map(({ provider, reason }) => `${provider}: ${reason}`).join(', ');
    super(`No model provider could answer (${list === '' ? 'none is eligible' : list}).`);
  }
}

/** The call might have passed a budget with every provider there is, and was not made. */
export class BudgetExceededError extends AICacheError {
  readonly code = 'BUDGET_EXCEEDED';

  constructor(
    /** The budget's name. */
    readonly budget: string,
    readonly limitUsd: number,
    /** Spent in this window. */
    readonly spentUsd: number,
    /** Set aside for calls in flight. */
    readonly reservedUsd: number,
    /** What the refused call might have cost. */
    readonly estimateUsd: number,
  ) {
    super(
      `Budget ${budget}: ${usd(spentUsd)} of ${usd(limitUsd)} USD are spent and ${usd(reservedUsd)} set aside; a call of up to ${usd(estimateUsd)} does not fit.`,
    );
  }
}

/** The budget's store could not be asked, and the router is set to refuse calls then. */
export class BudgetUnavailableError extends AICacheError {
  readonly code = 'BUDGET_UNAVAILABLE';

  constructor(
    readonly budget: string,
    options?: ErrorOptions,
  ) {
    super(`Budget ${budget} cannot be checked: its store does not answer.`, options);
  }
}

function usd(amount: number): string {
  return amount.toFixed(6);
}
