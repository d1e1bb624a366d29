import { sameMembers } from './counts.js';
import { type Guard } from './guard.js';
import { numbersOf } from './numbers.guard.js';

/** The same figures in other units. 1 kg and 1000 g are no difference: both guards see one amount. */
export const unitsGuard: Guard = {
  name: 'units',
  differ(a, b) {
    const ofA = numbersOf(a);
    const ofB = numbersOf(b);
    const sameFigures = sameMembers(
      ofA.map(({ value }) => String(value)),
      ofB.map(({ value }) => String(value)),
    );
    const sameAmounts = sameMembers(
      ofA.map(({ concept }) => concept),
      ofB.map(({ concept }) => concept),
    );
    if (sameFigures && !sameAmounts) return { reason: 'a number has another unit' };
    const unitsA = bareUnits(a);
    const unitsB = bareUnits(b);
    // `in kilometres` and `in miles`: units without a number. One that is not mentioned is left to the other guards.
    return unitsA.length > 0 && unitsB.length > 0 && !unitsA.some((unit) => unitsB.includes(unit))
      ? { reason: 'a unit differs' }
      : undefined;
  },
};

function bareUnits(text: Parameters<Guard['differ']>[0]): readonly string[] {
  return text.tokens.filter(({ concept }) => concept.startsWith('unit:')).map(({ concept }) => concept);
}
