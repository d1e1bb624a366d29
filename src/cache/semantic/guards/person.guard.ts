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

/** Who is spoken of: he or she, my account or theirs. I, you and one are the same person in a question. */
export const personGuard: Guard = {
  name: 'person',
  differ(a, b) {
    if (gendersOf(a) !== gendersOf(b)) return { reason: 'he and she differ' };
    return owns(a, b) || owns(b, a) ? { reason: 'what is asked about belongs to another' } : undefined;
  },
};

/** In order: `he rejects her` is not `she rejects him`. */
function gendersOf(text: GuardedText): string {
  return text.tokens.map(({ word }) => GENDERS[word] ?? '').join('');
}

function owns(a: GuardedText, b: GuardedText): boolean {
  return (
    has(a, FIRST) && !has(b, FIRST) && (has(b, THIRD) || has(b, SECOND)) && !has(a, THIRD) && !has(a, SECOND)
  );
}

function has(text: GuardedText, pattern: RegExp): boolean {
  return text.tokens.some(({ word }) => pattern.test(word));
}
