import { EmbeddingError } from '../embedding.error.js';
import type { ProvidedEmbeddings } from '../embedding-provider.js';

/** Refused for now: too early, too many, or something behind the provider is down. */
const RETRYABLE = new Set([408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529]);

/** An answer with an error status. Its body is left out: providers quote the request in it. */
export function statusError(
  provider: string,
  status: number,
  retryAfter: string | null | undefined,
  now: number,
): EmbeddingError {
  return new EmbeddingError(provider, 'status', `answered with status ${status}.`, {
    status,
    retryable: RETRYABLE.has(status),
    retryAfterMs: retryAfterMs(retryAfter, now),
  });
}

/** A connection that failed or broke; only the system's error code of it is told. */
export function networkError(provider: string, error: unknown): EmbeddingError {
  const code = errorCode(error) ?? errorCode((error as { cause?: unknown } | undefined)?.cause);
  return new EmbeddingError(
    provider,
    'network',
    `the connection failed${code === undefined ? '' : ` (${code})`}.`,
    { retryable: true },
  );
}

/** Something that is not the provider's usual answer, such as a proxy's page. */
export function notAnAnswer(provider: string): EmbeddingError {
  return new EmbeddingError(provider, 'invalid_response', 'the answer is not of the documented form.', {
    retryable: true,
  });
}

/** Retry-After in milliseconds: seconds or an HTTP date. */
function retryAfterMs(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined || value.trim() === '') return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}

/** One POST of JSON, answered with JSON. */
export async function postJson(request: {
  readonly provider: string;
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly body: unknown;
  readonly signal: AbortSignal;
}): Promise<unknown> {
  const { provider, url, apiKey, body, signal } = request;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(body),
      signal,
    });
    text = await response.text();
  } catch (error) {
    throw networkError(provider, error);
  }
  if (!response.ok) {
    throw statusError(provider, response.status, response.headers.get('retry-after'), Date.now());
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notAnAnswer(provider);
  }
}

/** The answer that OpenAI has made common: `{ data: [{ index, embedding }], usage: { total_tokens } }`, in any order. */
export function indexedEmbeddings(provider: string, answer: unknown): ProvidedEmbeddings {
  const { data, usage } = (answer ?? {}) as {
    data?: unknown;
    usage?: { total_tokens?: unknown; prompt_tokens?: unknown } | null;
  };
  if (!Array.isArray(data)) throw notAnAnswer(provider);
  const vectors: number[][] = [];
  for (const [position, item] of data.entries()) {
    const { index = position, embedding } = (item ?? {}) as { index?: number; embedding?: number[] };
    if (!Number.isInteger(index) || index < 0 || index >= data.length || vectors[index] !== undefined) {
      throw notAnAnswer(provider);
    }
    vectors[index] = embedding as number[];
  }
  const tokens = usage?.total_tokens ?? usage?.prompt_tokens;
  return { vectors, tokens: typeof tokens === 'number' ? tokens : undefined };
}
