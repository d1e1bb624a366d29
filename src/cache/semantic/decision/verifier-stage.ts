import type { Clock } from '../../core/clock.js';
import { untilAborted } from '../../core/until-aborted.js';
import type { PairVerifier, QuestionPair } from './decision.types.js';

/** What became of the question to a verifier. Everything but `agrees` keeps the entry from being served. */
export type VerifierOutcome = 'agrees' | 'disagrees' | 'failed' | 'late' | 'left';

/**
 * Asks a verifier within a time. The deadline holds whatever the verifier does with its signal: an answer that comes
 * later is not heard.
 *
 * @param signal aborts when nobody waits for the decision any more: `left`.
 */
export async function askVerifier(
  verifier: PairVerifier,
  pair: QuestionPair,
  { clock, timeoutMs, signal }: { clock: Clock; timeoutMs: number; signal: AbortSignal },
): Promise<VerifierOutcome> {
  if (signal.aborted) return 'left';
  const end = new AbortController();
  let outcome: VerifierOutcome = 'failed';
  const stop = (why: 'late' | 'left') => (): void => {
    outcome = why;
    end.abort(new Error(`The verifier's answer is not awaited any more: ${why}.`));
  };
  const leave = stop('left');
  const timer = clock.setTimer(timeoutMs, stop('late'), true);
  signal.addEventListener('abort', leave, { once: true });
  try {
    const answer: unknown = await untilAborted(verifier.same(pair, end.signal), end.signal);
    // An implementation without types may give back anything: only a true `true` serves.
    return answer === true ? 'agrees' : 'disagrees';
  } catch {
    return outcome; // told to metrics and `explain` as the decision's reason
  } finally {
    timer.cancel();
    signal.removeEventListener('abort', leave);
  }
}
