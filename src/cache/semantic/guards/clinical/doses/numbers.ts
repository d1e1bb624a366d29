import { type ClinicalToken } from '../reading/clinical-tokens.js';

const WORDS = new Map<string, number>([
  ...[
    ...[
      'zero',
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
      'eight',
      'nine',
      'ten',
      'eleven',
      'twelve',
    ],
    ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty'],
  ].map((word, value) => [word, value] as const),
  ...['thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map(
    (word, index) => [word, (index + 3) * 10] as const,
  ),
  ['half', 0.5],
]);

/** A number of a question, in figures or in words, and the index after it. */
export interface NumberMention {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** The number that begins at a token: `1,000`, `0,5`, `twenty five`, `half a`, `1 to 2` gives 1. */
export function numberAt(tokens: readonly ClinicalToken[], at: number): NumberMention | undefined {
  const text = tokens[at]?.text ?? '';
  if (isFigure(text)) {
    // A bare fraction: 1/2 tablet. Blood pressures and C5/6 have no such denominator.
    if (tokens[at + 1]?.text === '/' && /^[24]$/.test(tokens[at + 2]?.text ?? '') && /^[13]$/.test(text)) {
      return { value: Number(text) / Number(tokens[at + 2]?.text), from: at, to: at + 3 };
    }
    return { value: numberOf(text), from: at, to: at + 1 };
  }
  const value = WORDS.get(text);
  if (value === undefined) return undefined;
  let [sum, to] = [value, at + 1];
  if (value === 0.5 && /^an?$/.test(tokens[to]?.text ?? '')) return { value, from: at, to: to + 1 };
  const ones = WORDS.get(tokens[to]?.text ?? '');
  if (value >= 20 && ones !== undefined && ones >= 1 && ones < 10) [sum, to] = [sum + ones, to + 1];
  if (tokens[to]?.text === 'hundred') [sum, to] = [sum * 100, to + 1];
  if (tokens[to]?.text === 'thousand') [sum, to] = [sum * 1000, to + 1];
  return { value: sum, from: at, to };
}

/**
 * A comma is a thousands separator before exactly three figures (1,000 mcg), unless a zero stands before it; else it
 * is the decimal comma of other languages (0,5 mg, 0,125 mg). A point is always a decimal point.
 */
function numberOf(text: string): number {
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  const plain = Number(text.replace(',', '.'));
  return Number.isNaN(plain) ? Number(text.replaceAll(/\D/g, '')) : plain;
}

/** Whether a token is a number in figures. */
export function isFigure(text: string): boolean {
  const first = text.charCodeAt(0);
  return first >= 48 && first <= 57;
}

/** Free of the last figures' noise: 0.1 * 3 and 0.3 are the same dose. */
export function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
