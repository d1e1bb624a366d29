import { type ClinicalToken } from '../reading/clinical-tokens.js';

/** Levels of the spine, numbered teeth and rays: `L4`, `C5-C6` (also `C5/6`), `tooth 14`, `fifth finger`. */
const LEVEL = /^([clts])(\d{1,2})$/;
const HIGHEST: Readonly<Record<string, number>> = { c: 8, t: 12, l: 5, s: 5 };
const NUMBERED = new Set(['tooth', 'finger', 'toe', 'metatarsal', 'metacarpal', 'rib', 'digit', 'vertebra']);
const ORDINALS = new Map([
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'].map(
    (word, index) => [word, index + 1] as const,
  ),
]);
/** `vitamin c1`, `hemoglobin s`, `type t1` are no levels. */
const NOT_AFTER = new Set(['vitamin', 'type', 'free', 'stage', 'factor', 'class', 'gate', 'room']);

/** The levels and numbered parts of a question. */
export function levelsOf(tokens: readonly ClinicalToken[]): readonly string[] {
  const found: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const level = LEVEL.exec(token.text);
    if (level !== null) found.push(...spinalLevel(tokens, index, level));
    else if (NUMBERED.has(token.singular) || token.text === 'teeth') found.push(...numbered(tokens, index));
  }
  return found;
}

function spinalLevel(
  tokens: readonly ClinicalToken[],
  index: number,
  [, region = '', number = '']: RegExpExecArray,
): readonly string[] {
  const before = tokens[index - 1]?.text ?? '';
  // T3 and T4 are hormones as well; as levels they would be told apart all the same.
  if (Number(number) < 1 || Number(number) > (HIGHEST[region] ?? 0) || NOT_AFTER.has(before)) return [];
  const found = [`${region}${number}`];
  // C5/6 and C5-6 mean C5 and C6.
  const after = tokens[index + 1]?.text === '/' ? tokens[index + 2] : tokens[index + 1];
  const lower = Number(after?.text);
  if (after?.afterBreak === false && lower === Number(number) + 1) found.push(`${region}${lower}`);
  return found;
}

function numbered(tokens: readonly ClinicalToken[], index: number): readonly string[] {
  const part = tokens[index]?.text === 'teeth' ? 'tooth' : (tokens[index]?.singular ?? '');
  const before = ORDINALS.get(tokens[index - 1]?.text ?? '');
  if (before !== undefined) return [`${part} ${before}`];
  // `4th finger` is read as 4, th.
  if (tokens[index - 1]?.text.match(/^(?:st|nd|rd|th)$/) && /^\d+$/.test(tokens[index - 2]?.text ?? '')) {
    return [`${part} ${Number(tokens[index - 2]?.text)}`];
  }
  const after = tokens[index + 1]?.text ?? '';
  const number = after === 'number' ? (tokens[index + 2]?.text ?? '') : after;
  return /^\d{1,2}$/.test(number) ? [`${part} ${Number(number)}`] : [];
}
