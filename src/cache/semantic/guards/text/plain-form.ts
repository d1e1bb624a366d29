const RAISED = '⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹';
/** A power: `10²`, `10⁻²`. */
const POWER = new RegExp(String.raw`(?<=\p{Nd})(?=[${RAISED}])`, 'gu');
/** A fraction after a whole number: `1½`. */
const MIXED = /(?<=\p{Nd})(?=[¼-¾⅐-⅞])/gu;
/** A number that begins with its mark: `.5`, `,5`. Not after another mark, as in `...5`. */
const BARE_MARK = /(?<![\p{L}\p{N}.,])[.,](?=\p{Nd})/gu;
/** Hyphens, dashes and minus signs that are typeset: what is before a number is its sign. */
const DASHES = /[‐‑‒–−]/gu;

/**
 * Unicode NFKC, the form in which letters that mean the same are the same, without what it does to numbers: `10²`
 * would be 102 and `1½` 11/2. And a number that begins with its mark gets its nought, so that whatever takes marks for
 * punctuation cannot make 5 mg of .5 mg.
 */
export function plainForm(text: string): string {
  return text
    .replace(POWER, '^')
    .replace(MIXED, ' ')
    .normalize('NFKC')
    .replace(DASHES, '-')
    .replace(BARE_MARK, '0.');
}
