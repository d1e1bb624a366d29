import { type Guard, type GuardedText, type Token } from './guard.js';
import { wordSet } from './words/word-set.js';

const BEFORE_NOUN = wordSet('a an the my your our their his her its this that');
const SUBJECTS = wordSet('i you we they he she it');
const SUPPORTS = wordSet('do does did can could should must will would shall may might to');
const STATES = wordSet('is are was were');

/**
 * One form as a noun and as a verb: `where is my order` looks for a thing, `where do I order` for the place of a deed.
 * Only where a question word makes it two questions: `do you charge` and `is there a charge` ask the same.
 */
export const wordClassGuard: Guard = {
  name: 'word-class',
  differ(a, b) {
    return turned(a, b) || turned(b, a)
      ? { reason: 'a noun in one question is a verb in the other' }
      : undefined;
  },
};

function turned(thing: GuardedText, deed: GuardedText): boolean {
  if (!asksForOne(thing) || !/^(?:where|when|who|how)$/.test(deed.intent)) return false;
  return thing.tokens.some(
    (token, at) =>
      isWord(token) &&
      BEFORE_NOUN.has(thing.tokens[at - 1]?.word ?? '') &&
      !isWord(thing.tokens[at + 1]) &&
      deed.tokens.some((other, index) => other.word === token.word && isVerb(deed.tokens, index)),
  );
}

/** `where is the ...`, `how is my ...` */
function asksForOne({ intent, tokens }: GuardedText): boolean {
  if (!/^(?:where|when|who|how)$/.test(intent)) return false;
  const asked = tokens.findIndex(({ word }) => /^(?:where|when|who|how)$/.test(word));
  return asked >= 0 && STATES.has(tokens[asked + 1]?.word ?? '');
}

function isVerb(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.word ?? '';
  return before === 'to' || (SUBJECTS.has(before) && SUPPORTS.has(tokens[at - 2]?.word ?? ''));
}

function isWord(token: Token | undefined): boolean {
  return token?.kind === 'content' || token?.kind === 'light' || token?.kind === 'wording';
}
