const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';

const UNDER_HUNDRED: ReadonlyMap<string, number> = new Map<string, number>([
  ...SMALL.split(' ').map((word, value) => [word, value] as const),
  ...TENS.split(' ').map((word, index) => [word, (index + 2) * 10] as const),
]);
const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['k', 1000],
  ['million', 1e6],
  ['mio', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
  ['dozen', 12],
]);

/** The factor that a word after a number stands for: 2 `million`. */
export function multiplierOf(word: string): number | undefined {
  return MULTIPLIERS.get(word);
}

/** A number written in words, beginning at `words[from]`; undefined where none begins. */
export function readNumberWords(
  words: readonly string[],
  from: number,
): { value: number; length: number } | undefined {
  let total = 0;
  let group = 0;
  let at = from;
  let seen = false;
  for (; at < words.length; at++) {
    const word = words[at] as string;
    const small = UNDER_HUNDRED.get(word);
    const multiplier = MULTIPLIERS.get(word);
    if (small !== undefined) {
      // `twenty five` is one number, `five five` and `ten twenty` are two.
      if (seen && !(group % 100 >= 20 && group % 10 === 0 && small < 10) && group % 100 !== 0) break;
      if (seen && group === 0 && total === 0) break;
      group += small;
    } else if (multiplier !== undefined && seen && word !== 'k') {
      group *= multiplier;
      if (multiplier >= 1000) {
        total += group;
        group = 0;
      }
    } else break;
    seen = true;
  }
  return seen ? { value: total + group, length: at - from } : undefined;
}
