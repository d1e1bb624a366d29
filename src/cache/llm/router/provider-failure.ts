import { LLMProviderError, type LLMFailureReason } from '../llm.error.js';
import { DeadlineExceeded } from './deadline.js';

/**
 * What an error of a client library means. Known by its shape, as several client libraries have it (`statusCode` in
 * the AI SDK, `status` elsewhere); its words are not repeated, since they may quote the request.
 */
export function providerFailure(provider: string, error: unknown): LLMProviderError {
  if (error instanceof LLMProviderError) return error;
  if (error instanceof DeadlineExceeded) return new LLMProviderError(provider, 'timeout');
  const status = statusOf(error);
  if (status !== undefined) return new LLMProviderError(provider, reasonOf(status), status);
  return new LLMProviderError(provider, isMalformed(error) ? 'malformed' : 'network');
}

/** Whether it speaks against the provider's health; a refused request speaks against the request. */
export function countsAgainstProvider({ reason }: LLMProviderError): boolean {
  return reason !== 'request';
}

/** Whether the provider may have worked on the call, and will charge for it: it has not refused it. */
export function mayHaveCost({ reason, status }: LLMProviderError): boolean {
  return status === undefined && (reason === 'timeout' || reason === 'malformed');
}

function statusOf(error: unknown): number | undefined {
  const { statusCode, status } = (error ?? {}) as { statusCode?: unknown; status?: unknown };
  const found = typeof statusCode === 'number' ? statusCode : status;
  // The AI SDK reports a 200 whose body it could not read in the same way.
  return typeof found === 'number' && found >= 400 ? found : undefined;
}

function reasonOf(status: number): LLMFailureReason {
  if (status === 429) return 'rate_limit';
  if (status === 408) return 'timeout';
  return status >= 500 ? 'server' : 'request';
}

function isMalformed(error: unknown): boolean {
  const { name, statusCode } = (error ?? {}) as { name?: unknown; statusCode?: unknown };
  return (
    statusCode === 200 || (typeof name === 'string' && /JSONParse|TypeValidation|InvalidResponse/.test(name))
  );
}
