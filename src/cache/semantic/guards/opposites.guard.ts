import { align } from './align.js';
import { type Guard, type GuardedText } from './guard.js';

/** Words that pass for small and turn a question round: particles and prepositions in pairs. */
const SMALL_PAIRS = [
  ['on', 'off'],
  ['up', 'down'],
  ['in', 'out'],
  ['before', 'after'],
  ['above', 'below'],
  ['over', 'under'],
  ['inside', 'outside'],
  ['always', 'never'],
  ['with', 'without'],
  ['atleast', 'atmost'],
  ['and', 'or'],
] as const;

/** Contraries: start and stop, increase and decrease, before and after, safe and dangerous. */
export const oppositesGuard: Guard = {
  name: 'opposites',
  differ(a, b) {
    const { opposites, sayingOne } = align(a, b);
    if (opposites.some((pair) => !sayingOne.has(pair))) return { reason: 'the questions name opposites' };
    return SMALL_PAIRS.some(([one, other]) => turned(a, b, one, other) || turned(b, a, one, other))
      ? { reason: 'a small word is turned into its opposite' }
      : undefined;
  },
};

function turned(a: GuardedText, b: GuardedText, one: string, other: string): boolean {
  return a.words.has(one) && !a.words.has(other) && b.words.has(other) && !b.words.has(one);
}
