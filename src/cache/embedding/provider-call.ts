import { sleep, type Clock } from '../core/clock.js';
import { EmbeddingError } from './embedding.error.js';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8000;

export interface ProviderCall {
  readonly provider: string;
  /** For everything: attempts and the waiting between them. */
  readonly timeoutMs: number;
  /** Attempts after the first one. */
  readonly maxRetries: number;
  readonly clock: Clock;
  /** From 0 to 1, for the jitter. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onRetry: () => void;
}

/**
 * Runs attempts until one succeeds, fails for good, or the time is up.
 *
 * The deadline is ours and holds whatever the attempt does: it is given an AbortSignal to end its request, and is left
 * alone when it does not listen.
 *
 * @throws the last attempt's error; EmbeddingError `timeout`; the reason of `signal`.
 */
export async function callProvider<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  { provider, timeoutMs, maxRetries, clock, random, signal, onRetry }: ProviderCall,
): Promise<T> {
  signal.throwIfAborted();
  const end = new AbortController();
  const deadline = clock.now() + timeoutMs;
  const timer = clock.setTimer(timeoutMs, () =>
    end.abort(
      new EmbeddingError(provider, 'timeout', `no answer within ${timeoutMs} ms.`, { retryable: true }),
    ),
  );
  const leave = (): void => end.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  // The clock's timers keep no process alive, and while we wait between two attempts nothing else may.
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    for (let retries = 0; ; retries++) {
      try {
        return await unlessAborted(attempt(end.signal), end.signal);
      } catch (error) {
        // What an aborted client throws says less than why it was aborted.
        end.signal.throwIfAborted();
        if (!(error instanceof EmbeddingError) || !error.retryable || retries >= maxRetries) throw error;
        const delayMs = error.retryAfterMs ?? backoff(retries, random);
        // Nothing would come of waiting past the deadline: the caller learns now.
        if (clock.now() + delayMs >= deadline) throw error;
        onRetry();
        await sleep(clock, delayMs, end.signal);
      }
    }
  } finally {
    clearInterval(alive);
    timer.cancel();
    signal.removeEventListener('abort', leave);
  }
}

/** Half of it fixed, half of it random, so that processes refused together do not come back together. */
function backoff(retries: number, random: () => number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** retries);
  return (full / 2) * (1 + random());
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
