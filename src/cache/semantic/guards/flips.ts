import { type GuardedText, type Token } from './guard.js';

/**
 * Whether two contraries say one thing because each goes with the other degree: more visible, less invisible. Holds
 * for the pair only: what else the questions say is compared as ever.
 */
export function degreesFlip(a: GuardedText, b: GuardedText, [x, y]: readonly [Token, Token]): boolean {
  const before = degreeBefore(a, x);
  const after = degreeBefore(b, y);
  return (before === 'more' && after === 'less') || (before === 'less' && after === 'more');
}

function degreeBefore(text: GuardedText, token: Token): string | undefined {
  return text.tokens[text.tokens.indexOf(token) - 1]?.word;
}
