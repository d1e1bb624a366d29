import type { Clock } from './clock.js';
import { StoreUnavailableError } from './errors.js';

/**
 * What the host's part answers, or a rejection when that takes longer: what hangs there must not hold up a request
 * that would do without it. The work itself goes on.
 *
 * @throws StoreUnavailableError
 */
export async function within<T>(clock: Clock, ms: number, what: string, work: () => Promise<T>): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const late = (): void => reject(new StoreUnavailableError(`${what} did not answer in time.`));
    const timer = clock.setTimer(ms, late, true);
    // Whatever it does in place of returning a promise that rejects is a rejection, too.
    const answer = (async () => await work())();
    void answer.then(resolve, reject).finally(() => timer.cancel());
  });
}
