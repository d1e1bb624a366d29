import { type Guard } from '../guard.js';
import { type Amount, amountsOf } from './doses/amounts.js';
import { routeAndFormOf } from './doses/route-and-form.js';
import { scheduleOf } from './doses/schedule.js';
import { readDrugs } from './drugs/read-drugs.js';
import { readTokens } from './reading/clinical-tokens.js';
import { factsGuard } from './reading/facts-guard.js';
import { type Mention } from './reading/lexicon.js';
import { perText } from './reading/per-text.js';

const read = perText((text) => {
  const tokens = readTokens(text);
  const drugs = readDrugs(text);
  const amounts = amountsOf(tokens);
  return new Set([
    ...amounts.map((amount) => amount.concept),
    ...ownersOf(amounts, drugs),
    ...scheduleOf(tokens),
    ...routeAndFormOf(tokens, drugs),
  ]);
});

/** With two drugs and two doses it matters whose is which: each dose with the drug that stands nearest. */
function ownersOf(amounts: readonly Amount[], drugs: readonly Mention[]): readonly string[] {
  if (new Set(amounts.map(({ concept }) => concept)).size < 2) return [];
  if (new Set(drugs.map(({ concept }) => concept)).size < 2) return [];
  return amounts.map((amount) => {
    const distance = (drug: Mention): number =>
      drug.from >= amount.to ? drug.from - amount.to : amount.from - drug.to;
    const owner = drugs.reduce((best, drug) => (distance(drug) < distance(best) ? drug : best));
    return `${amount.concept} of ${owner.concept}`;
  });
}

/**
 * Rejects when an amount, unit, frequency, time of day, duration, route or form is in one question only. Equal
 * amounts in other units (0.5 g, 500 mg) and other words for a schedule (bid, twice daily) are equal.
 */
export const dosesGuard: Guard = factsGuard(
  'doses',
  { oneSided: 'a dose or schedule is in one question only', different: 'the doses or schedules differ' },
  read,
);
