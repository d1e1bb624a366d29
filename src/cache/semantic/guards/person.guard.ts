import { type Guard, type GuardedText } from './guard.js';

const GENDERS: Readonly<Record<string, string>> = {
  he: 'm',
  him: 'm',
  his: 'm',
  himself: 'm',
  she: 'f',
  her: 'f',
  hers: 'f',
  herself: 'f',
};
const FIRST = /^(?:my|mine|our|ours)$/;
const SECOND = /^(?:your|yours)$/;
const THIRD = /^(?:their|theirs)$/;

const ASKING =
  /^(?:tell|show|give|help|let|explain|teach|guide|to|for|near|around|about|advise|inform|remind)$/;

/** Who is spoken of: he or she, my account or theirs. I, you and one are the same person in a question. */
export const personGuard: Guard = {
  name: 'person',
  differ(a, b) {
    if (gendersOf(a) !== gendersOf(b)) return { reason: 'he and she differ' };
    if (turnsOnMe(a, b) || turnsOnMe(b, a)) return { reason: 'I and me have changed places' };
    if (othersAct(a, b) || othersAct(b, a)) return { reason: 'another does it' };
    return owns(a, b) || owns(b, a) ? { reason: 'what is asked about belongs to another' } : undefined;
  },
};

/** In order: `he rejects her` is not `she rejects him`. */
function gendersOf(text: GuardedText): string {
  return text.tokens.map(({ word }) => GENDERS[word] ?? '').join('');
}

function owns(a: GuardedText, b: GuardedText): boolean {
  // `how do I change my ...` and `how do you change your ...` ask the same.
  if (a.words.has('i') && b.words.has('you') && !b.words.has('i') && !has(b, THIRD)) return false;
  return (
    has(a, FIRST) && !has(b, FIRST) && (has(b, THIRD) || has(b, SECOND)) && !has(a, THIRD) && !has(a, SECOND)
  );
}

function has(text: GuardedText, pattern: RegExp): boolean {
  return text.tokens.some(({ word }) => pattern.test(word));
}

/** `can I call you`, `can you call me`; `tell me` and its like aside. */
function turnsOnMe(a: GuardedText, b: GuardedText): boolean {
  return has(a, /^(?:i|we)$/) && !isObject(a) && isObject(b) && !has(b, /^(?:i|we)$/);
}

function isObject({ tokens }: GuardedText): boolean {
  return tokens.some(({ word }, at) => /^(?:me|us)$/.test(word) && !ASKING.test(tokens[at - 1]?.word ?? ''));
}

/** `can I use ...`, `can my spouse use ...`. */
function othersAct(a: GuardedText, b: GuardedText): boolean {
  const [auxA, subjectA] = a.tokens;
  const [auxB, subjectB] = b.tokens;
  return (
    a.intent === 'yesno' &&
    auxA?.word === auxB?.word &&
    /^(?:i|we)$/.test(subjectA?.word ?? '') &&
    /^(?:my|our)$/.test(subjectB?.word ?? '')
  );
}
