import { sleep, type Clock } from '../../core/clock.js';
import type { RecordedEvent } from './recording.js';

/** No pause of a paced replay is longer than this, in milliseconds. */
const MAX_PAUSE_MS = 1000;

/** `instant`: all at once. `paced`: with the pauses it was recorded with, long ones cut to a second. */
export type ReplayPace = 'instant' | 'paced';

/** A recorded stream, once more. */
export async function* replay(
  events: readonly RecordedEvent[],
  pace: ReplayPace,
  clock: Clock,
): AsyncGenerator<unknown, void, undefined> {
  let before = 0;
  for (const { at, value } of events) {
    if (pace === 'paced' && at > before) await sleep(clock, Math.min(at - before, MAX_PAUSE_MS));
    before = at;
    yield value;
  }
}
