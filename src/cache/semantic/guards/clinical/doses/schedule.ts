import { type ClinicalToken } from '../reading/clinical-tokens.js';
import { Lexicon } from '../reading/lexicon.js';
import { numberAt, rounded } from './numbers.js';
import { SCHEDULES } from './schedules.data.js';

const TABLE = new Lexicon(SCHEDULES);
/** Times in seconds; months and years in months, which have no fixed length. */
const TIMES = new Map<string, readonly [number, string]>([
  ['second', [1, 's']],
  ['sec', [1, 's']],
  ['minute', [60, 's']],
  ['min', [60, 's']],
  ['hour', [3600, 's']],
  ['hr', [3600, 's']],
  ['h', [3600, 's']],
  ['day', [86_400, 's']],
  ['d', [86_400, 's']],
  ['night', [86_400, 's']],
  ['week', [604_800, 's']],
  ['wk', [604_800, 's']],
  ['fortnight', [1_209_600, 's']],
  ['month', [1, 'months']],
  ['mo', [1, 'months']],
  ['year', [12, 'months']],
  ['yr', [12, 'months']],
]);
const EVERY_N = /^q(\d{1,2})(h|hr|hrs|d|w)?$/;

/** How often, when and for how long. Equal times in other units are equal: 7 days and one week. */
export function scheduleOf(tokens: readonly ClinicalToken[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < tokens.length;) {
    const [facts, to] = readAt(tokens, at);
    found.push(...facts);
    at = to;
  }
  // `one tablet every morning` is once a day in the morning, `daily at night` is `nightly`.
  const timeOfDay = found.some((fact) => fact === 'night' || fact === 'morning' || fact === 'evening');
  // A maximum dose is one a day, whether it is said or not.
  return timeOfDay || found.includes('maximum dose') ? found.filter((fact) => fact !== '1 per day') : found;
}

function readAt(tokens: readonly ClinicalToken[], at: number): readonly [readonly string[], number] {
  const text = tokens[at]?.text ?? '';
  const every = EVERY_N.exec(text);
  if (every !== null) {
    // `q8h` is one token; `q 8 h` and `every 8 hours` come below.
    return every[2] === undefined
      ? everyTime(tokens, at + 1, Number(every[1]))
      : [[`every ${time(Number(every[1]), every[2].slice(0, 1))}`], at + 1];
  }
  if (text === 'every' || text === 'q' || text === 'each') {
    const number = numberAt(tokens, at + 1);
    if (number !== undefined) return everyTime(tokens, number.to, number.value);
  }
  const entry = TABLE.at(tokens, at);
  if (entry !== undefined && countsHere(tokens, at))
    return [entry.concept === '' ? [] : [entry.concept], entry.to];
  const number = numberAt(tokens, at);
  if (number !== undefined) return counted(tokens, number.to, number.value);
  if (text === 'for' && /^an?$/.test(tokens[at + 1]?.text ?? '')) return duration(tokens, at + 2, 1);
  return [text === 'fortnight' ? ['lasting 1209600 s'] : [], at + 1];
}

/** `a day` after a word that is no number of times is a length: half a day, for a week. `in a day` says nothing. */
function countsHere(tokens: readonly ClinicalToken[], at: number): boolean {
  if (tokens[at]?.text !== 'a') return true;
  const before = tokens[at - 1]?.singular ?? '';
  return (
    before === 'time' ||
    before === 'x' ||
    /^\d/.test(before) ||
    /^(?:mg|mcg|g|ml|tablet|pill|unit)$/.test(before)
  );
}

function everyTime(
  tokens: readonly ClinicalToken[],
  at: number,
  value: number,
): readonly [readonly string[], number] {
  const unit = tokens[at]?.singular ?? '';
  if (!TIMES.has(unit)) return [[], at];
  return [[`every ${time(value, unit)}`], at + 1];
}

/** After a number: `3x daily`, `3 times a day`, `7 days`, `10 to 14 days`. */
function counted(
  tokens: readonly ClinicalToken[],
  at: number,
  value: number,
): readonly [readonly string[], number] {
  const word = tokens[at]?.singular ?? '';
  if (word === 'x' || word === 'time') {
    const often = TABLE.at(tokens, at + 1);
    const unit = often === undefined ? undefined : /^1 per (day|week|month|year)$/.exec(often.concept)?.[1];
    if (often !== undefined && unit !== undefined) return [[`${value} per ${unit}`], often.to];
    return [[], at + 1];
  }
  return duration(tokens, at, value);
}

function duration(
  tokens: readonly ClinicalToken[],
  at: number,
  value: number,
): readonly [readonly string[], number] {
  const token = tokens[at];
  if (token === undefined || token.afterBreak || !TIMES.has(token.singular)) return [[], at];
  return [[`lasting ${time(value, token.singular)}`], at + 1];
}

function time(value: number, unit: string): string {
  const [factor, base] = TIMES.get(unit === 'w' ? 'week' : unit) ?? [1, unit];
  return `${rounded(value * factor)} ${base}`;
}
