import { align } from './align.js';
import { degreesFlip } from './flips.js';
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
    const negated = align(a, b).negated.filter((pair) => !degreesFlip(a, b, pair));
    const wordsDiffer = negationsOf(a) !== negationsOf(b);
    if (negated.length === 0) return wordsDiffer ? { reason: 'one question negates' } : undefined;
    // `not eligible` and `ineligible` are one, if nothing else is negated.
    const across = Math.abs(negationsOf(a) - negationsOf(b)) === 1 && negated.length === 1;
    return across && negatedBesides(a, b)
      ? undefined
      : { reason: 'a word is negated by its form in one question' };
  },
};

function negationsOf(text: GuardedText): number {
  let count = 0;
  for (const { word } of text.tokens) if (NEGATIONS.has(word)) count++;
  return EMPTY.test(text.normal.slice(-20)) ? count - 1 : count;
}

/** The text that says `not` says it right before the word that the other has with the prefix. */
function negatedBesides(a: GuardedText, b: GuardedText): boolean {
  const [pair] = align(a, b).negated;
  if (pair === undefined) return false;
  return (
    saysNot(a, pair[0].concept) !== saysNot(b, pair[1].concept) &&
    (pair[0].word.length < pair[1].word.length ? saysNot(a, pair[0].concept) : saysNot(b, pair[1].concept))
  );
}

function saysNot(text: GuardedText, concept: string): boolean {
  const at = text.tokens.findIndex((token) => token.concept === concept);
  const before = text.tokens[at - 1]?.word;
  return before === 'not' || before === 'non';
}
