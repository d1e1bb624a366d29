import { commandsGuard } from './commands.guard.js';
import { comparisonGuard } from './comparison.guard.js';
import { datesGuard } from './dates.guard.js';
import { freshnessGuard } from './freshness.guard.js';
import { type Guard, type GuardVerdict } from './guard.js';
import { identifiersGuard } from './identifiers.guard.js';
import { intentGuard } from './intent.guard.js';
import { languageGuard } from './language.guard.js';
import { modifiersGuard } from './modifiers.guard.js';
import { namesGuard } from './names.guard.js';
import { negationGuard } from './negation.guard.js';
import { numbersGuard } from './numbers.guard.js';
import { oppositesGuard } from './opposites.guard.js';
import { orderGuard } from './order.guard.js';
import { particlesGuard } from './particles.guard.js';
import { personGuard } from './person.guard.js';
import { prepositionsGuard } from './prepositions.guard.js';
import { LONGEST_GUARDED_TEXT, normalForm, readText } from './read-text.js';
import { scopeGuard } from './scope.guard.js';
import { signsDiffer, signsGuard } from './signs.guard.js';
import { tenseGuard } from './tense.guard.js';
import { oneSlip } from './text/slip.js';
import { unitsGuard } from './units.guard.js';
import { wordClassGuard } from './word-class.guard.js';
import { wordsGuard } from './words.guard.js';

/** All guards together. Pure: nothing of a question is kept after the call. */
export interface GuardSet {
  /** The guards that are asked, in order. */
  readonly names: readonly string[];
  /**
   * Whether one answer may serve both questions, as far as the guards know; the first difference found otherwise.
   * Symmetric, and true of two equal questions. Never throws.
   */
  check(a: string, b: string): GuardVerdict;
}

export interface GuardSetOptions {
  /** Asked after the general guards: a trade's own. */
  readonly extra?: readonly Guard[] | undefined;
}

// The guards that know what differs come before those that only see that a word differs: their reasons say more.
const GENERAL: readonly Guard[] = [
  signsGuard,
  languageGuard,
  commandsGuard,
  freshnessGuard,
  numbersGuard,
  unitsGuard,
  datesGuard,
  identifiersGuard,
  negationGuard,
  oppositesGuard,
  comparisonGuard,
  scopeGuard,
  particlesGuard,
  personGuard,
  tenseGuard,
  intentGuard,
  orderGuard,
  prepositionsGuard,
  wordClassGuard,
  namesGuard,
  wordsGuard,
  modifiersGuard,
];

/** What `guard` of a verdict may be, of the general guards; `length` is the set's own. */
export const GENERAL_GUARD_NAMES: readonly string[] = ['length', ...GENERAL.map(({ name }) => name)];

export function createGuards({ extra = [] }: GuardSetOptions = {}): GuardSet {
  // A trade's guards are added here: `[...GENERAL, ...clinicalGuards, ...extra]`.
  const guards = [...GENERAL, ...extra];
  return {
    names: ['length', ...guards.map(({ name }) => name)],
    check: (a, b) => check(guards, a, b),
  };
}

function check(guards: readonly Guard[], a: string, b: string): GuardVerdict {
  if (a === b) return { pass: true };
  if (a.length > LONGEST_GUARDED_TEXT || b.length > LONGEST_GUARDED_TEXT) {
    return { pass: false, guard: 'length', reason: 'a question is too long to be compared' };
  }
  const normal = normalForm(a);
  const equal = normal === normalForm(b);
  // Texts of signs only have no form in which they could be compared.
  if (equal && normal === '' && a.trim() !== b.trim()) {
    return { pass: false, guard: 'signs', reason: 'a sign differs' };
  }
  if ((equal || oneSlip(a, b)) && !signsDiffer(a, b)) return { pass: true };
  // Always asked in one order, so that no guard can say yes one way round and no the other.
  const [first, second] = a < b ? [a, b] : [b, a];
  const [one, other] = [readText(first), readText(second)];
  for (const guard of guards) {
    const finding = guard.differ(one, other);
    if (finding !== undefined) return { pass: false, guard: guard.name, reason: finding.reason };
  }
  return { pass: true };
}
