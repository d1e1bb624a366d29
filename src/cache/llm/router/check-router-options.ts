import { CacheConfigurationError } from '../../core/errors.js';
import type { LLMRouterOptions } from './router.options.js';

/** @throws CacheConfigurationError with one message that names everything wrong. */
export function checkRouterOptions({ providers, budgets = [], breaker = {} }: LLMRouterOptions): void {
  const problems: string[] = [];
  if (providers.length === 0) problems.push('"providers" must name at least one provider');
  if (repeated(providers)) problems.push('"providers" must have different names');
  for (const { name, inputUsdPerMillion, outputUsdPerMillion, deadlineMs, maxOutputTokens } of providers) {
    const at = `provider "${name}"`;
    if (!isAmount(inputUsdPerMillion))
      problems.push(`${at}: "inputUsdPerMillion" must be a price of 0 or more`);
    if (!isAmount(outputUsdPerMillion))
      problems.push(`${at}: "outputUsdPerMillion" must be a price of 0 or more`);
    if (!isCount(deadlineMs)) problems.push(`${at}: "deadlineMs" must be a positive number of milliseconds`);
    if (!isCount(maxOutputTokens)) problems.push(`${at}: "maxOutputTokens" must be a positive number`);
  }
  if (repeated(budgets)) problems.push('"budgets" must have different names');
  for (const { name, limitUsd, window } of budgets) {
    if (typeof limitUsd === 'number' && !isAmount(limitUsd)) {
      problems.push(`budget "${name}": "limitUsd" must be an amount of 0 or more`);
    }
    if (typeof window === 'number' && !(Number.isSafeInteger(window) && window > 0)) {
      problems.push(`budget "${name}": "window" must be "day", "never" or a positive number of milliseconds`);
    }
  }
  if (!isCount(breaker.failures)) problems.push('"breaker.failures" must be a positive number');
  if (!isCount(breaker.openMs)) problems.push('"breaker.openMs" must be a positive number of milliseconds');
  if (problems.length > 0) throw new CacheConfigurationError(`CachedLLMRouter: ${problems.join('; ')}.`);
}

function repeated(named: readonly { readonly name: string }[]): boolean {
  return new Set(named.map(({ name }) => name)).size < named.length;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isCount(value: number | undefined): boolean {
  return value === undefined || (Number.isFinite(value) && value > 0);
}
