import { FUNCTION_WORDS } from '../words/function-words.js';
import { isConfusable } from './typo.js';

const NEGATING = /^(?:no|not|non|never|nor)$/;

/**
 * Whether two texts are one but for two neighbouring letters, or a letter and a space, that changed places in typing:
 * `whta is`, `sholud`, `o fthe`. No figure, sign or negation may be touched, and no slip may turn one known small
 * word into another (`on`, `no`).
 */
export function oneSlip(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 8) return false;
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x.length !== y.length) return false;
  let at = 0;
  while (at < x.length && x[at] === y[at]) at++;
  if (x[at] !== y[at + 1] || x[at + 1] !== y[at] || x.slice(at + 2) !== y.slice(at + 2)) return false;
  if (!/^(?:\p{L}\p{L}|\p{L} | \p{L})$/u.test(x.slice(at, at + 2))) return false;
  const [wordsA, wordsB] = [touched(x, at), touched(y, at)];
  const words = [...wordsA, ...wordsB];
  if (words.some((word) => /\p{N}/u.test(word) || NEGATING.test(word) || isConfusable(word))) return false;
  const known = (list: readonly string[]) => list.every((word) => FUNCTION_WORDS.has(word));
  if (known(wordsA) && known(wordsB)) return false;
  // A short word is a code or a name as easily as a slip, unless one side is plain.
  return words.some((word) => word.length >= 4) || known(wordsA) || known(wordsB);
}

/** The words that hold the two characters at `at`. */
function touched(text: string, at: number): readonly string[] {
  const start = text.lastIndexOf(' ', at - 1) + 1;
  const end = text.indexOf(' ', at + 2);
  return text
    .slice(start, end < 0 ? text.length : end)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
