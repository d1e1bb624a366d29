import { type GuardedText, type Token } from './guard.js';

/**
 * Whether two contraries say one thing because each goes with the other degree: more visible, less invisible. Holds
 * for the pair only: what else the questions say is compared as ever.
 */
export function degreesFlip(a: GuardedText, b: GuardedText, [x, y]: readonly [Token, Token]): boolean {
  const before = wordBefore(a, x);
  const after = wordBefore(b, y);
  return (before === 'more' && after === 'less') || (before === 'less' && after === 'more');
}

/**
 * Whether two words say one thing because one is denied where the other has a negating prefix: not eligible,
 * ineligible. 1 when the first text has the `not`, -1 when the second has it, 0 when they do not say one thing.
 */
export function denialOf(a: GuardedText, b: GuardedText, [x, y]: readonly [Token, Token]): number {
  const denied = [isDenied(a, x), isDenied(b, y)];
  if (x.word.length < y.word.length) return denied[0] === true && denied[1] === false ? 1 : 0;
  return denied[0] === false && denied[1] === true ? -1 : 0;
}

function isDenied(text: GuardedText, token: Token): boolean {
  const before = wordBefore(text, token);
  return before === 'not' || before === 'non';
}

function wordBefore(text: GuardedText, token: Token): string | undefined {
  return text.tokens[text.tokens.indexOf(token) - 1]?.word;
}
