import { canonicalJson } from '../../core/canonical-json.js';

/**
 * A value in which texts that read alike are equal: letter case, white space, quotation marks, Markdown's emphasis and
 * the marks that end a phrase are gone. Whatever may carry meaning stays: digits, signs, decimal and thousands
 * separators, `<`, `%`, units, the order of words and of list items.
 *
 * @throws InvalidKeyError for what is not JSON.
 */
export function normalisedAnswer(value: unknown): string {
  return canonicalJson(normalise(JSON.parse(canonicalJson(value)) as unknown));
}

function normalise(value: unknown): unknown {
  if (typeof value === 'string') return normaliseText(value);
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, normalise(member)]));
}

function normaliseText(text: string): string {
  return (
    text
      // Not NFKC, which makes 10⁻² of the digits 10-2 and H₂O of H2O: forms of one letter only.
      .normalize('NFC')
      .toLowerCase()
      .replace(/[“”„«»"‘’'`]/gu, '')
      .replace(/\*\*|__|^[ \t]*(?:#{1,6}|[-*•])[ \t]+/gmu, '')
      // Between two digits a mark separates (1.5, 12:30, 1,000); elsewhere it ends a phrase.
      .replace(/[.,;:!?…]+(?=\s|$)/gu, '')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}
