import { sameSet } from './counts.js';
import { type Guard, type GuardedText } from './guard.js';

/** Months, weekdays, quarters and relative days. Years, days of a month and times of day are numbers. */
export const datesGuard: Guard = {
  name: 'dates',
  differ(a, b) {
    const ofA = datesOf(a);
    const ofB = datesOf(b);
    if (sameSet(ofA, ofB)) return undefined;
    return ofA.size === ofB.size
      ? { reason: 'a date differs' }
      : { reason: 'a date is in one question only' };
  },
};

function datesOf(text: GuardedText): ReadonlySet<string> {
  return new Set(text.tokens.filter(({ kind }) => kind === 'date').map(({ concept }) => concept));
}
