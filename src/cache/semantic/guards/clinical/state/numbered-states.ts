import { type ClinicalToken } from '../reading/clinical-tokens.js';

const KINDS = new Map([
  ['type', 'type'],
  ['stage', 'stage'],
  ['grade', 'grade'],
  ['phase', 'phase'],
  ['class', 'class'],
  ['tier', 'tier'],
  ['degree', 'degree'],
  ['trimester', 'trimester'],
  ['factor', 'factor'],
  ['gravida', 'gravida'],
]);
const ROMAN = new Map(
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'].map(
    (word, index) => [word, index + 1] as const,
  ),
);
const WORDS = new Map([
  ...['one', 'two', 'three', 'four', 'five'].map((word, index) => [word, index + 1] as const),
  ...['first', 'second', 'third', 'fourth'].map((word, index) => [word, index + 1] as const),
]);
const DIABETES = /^t([12])d(?:m)?$/;
const STAGE_LETTER = /^(\d|i{1,3}|iv)([abc])$/;

/** `type ii`, `stage 3b`, `grade two`, `2nd degree`, `T2DM`. */
export function numberedStatesOf(tokens: readonly ClinicalToken[]): readonly string[] {
  const found: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const diabetes = DIABETES.exec(token.text)?.[1];
    if (diabetes !== undefined) found.push(`type ${diabetes}`);
    const kind = KINDS.get(token.singular);
    if (kind === undefined) continue;
    const after = tokens[index + 1];
    // `stage 3 b` is how the tokens of `stage 3b` come; a free letter behind a number belongs to it too.
    const letter = /^\d/.test(after?.text ?? '') ? letterOf(tokens[index + 2]) : '';
    const number = after === undefined || after.afterBreak ? undefined : valueOf(after.text);
    const before = valueBefore(tokens, index);
    if (number !== undefined) found.push(`${kind} ${number}${letter}`);
    else if (before !== undefined) found.push(`${kind} ${before}`);
  }
  return found;
}

function letterOf(token: ClinicalToken | undefined): string {
  return token?.afterBreak === false && /^[bc]$/.test(token.text) ? token.text : '';
}

function valueOf(text: string): string | undefined {
  const withLetter = STAGE_LETTER.exec(text);
  if (withLetter !== null) return `${valueOf(withLetter[1] ?? '') ?? ''}${withLetter[2] ?? ''}`;
  if (/^\d{1,2}$/.test(text)) return text;
  const value = ROMAN.get(text) ?? WORDS.get(text);
  return value?.toString() ?? (/^[ab]$/.test(text) ? text : undefined);
}

/** `2nd degree`, `third trimester`. A cardinal before it counts nothing: `two types`. */
function valueBefore(tokens: readonly ClinicalToken[], index: number): string | undefined {
  const before = tokens[index - 1]?.text ?? '';
  if (/^(?:st|nd|rd|th)$/.test(before)) return valueOf(tokens[index - 2]?.text ?? '');
  return /^(?:first|second|third|fourth)$/.test(before) ? valueOf(before) : undefined;
}
