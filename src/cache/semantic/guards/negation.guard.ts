import { align } from './align.js';
import { type Guard, type GuardedText } from './guard.js';
import { wordSet } from './words/word-set.js';

const NEGATIONS = wordSet(
  'not no never none neither nor nothing nobody nowhere without except excluding non insteadof notanymore unless',
  'hardly barely scarcely',
);
/** Heads of a negation that is politeness or habit: `why not`, `or not` at the end. */
const EMPTY = / (?:or not|why not)$/;

/** Negations in words (not, without, n't) and in prefixes (ineligible, non-refundable). */
export const negationGuard: Guard = {
  name: 'negation',
  differ(a, b) {
    const { negated, sayingOne, denials } = align(a, b);
    if (negated.some((pair) => !sayingOne.has(pair))) {
      return { reason: 'a word is negated by its form in one question' };
    }
    return negationsOf(a) - denials === negationsOf(b) ? undefined : { reason: 'one question negates' };
  },
};

function negationsOf(text: GuardedText): number {
  let count = 0;
  for (const { word } of text.tokens) if (NEGATIONS.has(word)) count++;
  return EMPTY.test(text.normal.slice(-20)) ? count - 1 : count;
}
