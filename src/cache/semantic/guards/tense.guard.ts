import { type Guard, type GuardedText } from './guard.js';
import { wordSet } from './words/word-set.js';

const PAST = wordSet('was were did had ago usedto formerly previously once notanymore');
const PRESENT = wordSet('is are am do does has have will shall');
const MODAL = wordSet('can could may might should must would');
const AT_PRESENT = wordSet('is are am do does will shall');
const HABIT = wordSet('usedto notanymore formerly');
const PERFECT = /^(?:has|have|had|did|was|were)$/;
const FUTURE = /^(?:will|shall)$/;
const BECOMING = /^becom(?:e|es|ing)$/;

/** Is, was, used to be, is becoming. */
export const tenseGuard: Guard = {
  name: 'tense',
  differ(a, b) {
    if (has(a, HABIT) !== has(b, HABIT)) return { reason: 'one question is about what used to be' };
    if (becomes(a) !== becomes(b)) return { reason: 'one question is about becoming' };
    if (leads(a, PERFECT) && leads(b, FUTURE)) return { reason: 'one question is about the future' };
    if (leads(a, FUTURE) && leads(b, PERFECT)) return { reason: 'one question is about the future' };
    if (likelihood(a) !== likelihood(b) && a.intent === 'yesno' && b.intent === 'yesno') {
      return { reason: 'one question is about what may be' };
    }
    if (perfectFor(a, b) || perfectFor(b, a)) return undefined;
    const over = (x: GuardedText, y: GuardedText) =>
      has(x, PAST) &&
      !has(x, PRESENT) &&
      !has(x, MODAL) &&
      (has(y, PRESENT) || has(y, MODAL)) &&
      !has(y, PAST);
    return over(a, b) || over(b, a) ? { reason: 'one question is about the past' } : undefined;
  },
};

function has(text: GuardedText, list: ReadonlySet<string>): boolean {
  return text.tokens.some(({ word }) => list.has(word));
}

/** `might it be`, `could I have`: asked of what is not known, where `is it` and `do I have` are asked of what is. */
function likelihood({ tokens }: GuardedText): boolean {
  return tokens.some(
    ({ word }, at) =>
      word === 'might' ||
      (word === 'could' && /^(?:be|have)$/.test(tokens[at + 2]?.word ?? tokens[at + 1]?.word ?? '')),
  );
}

/** `has it improved` and `did it improve`: both of what is over. */
function perfectFor(a: GuardedText, b: GuardedText): boolean {
  const perfect = (a.words.has('has') || a.words.has('have')) && !has(a, AT_PRESENT);
  return perfect && b.words.has('did') && !b.words.has('have') && !has(b, AT_PRESENT);
}

function becomes(text: GuardedText): boolean {
  return text.tokens.some(({ word }) => BECOMING.test(word));
}

function leads({ tokens }: GuardedText, pattern: RegExp): boolean {
  const first = tokens.find(({ kind }) => kind !== 'filler');
  return first !== undefined && pattern.test(first.word);
}
