import { unitOf } from '../words/units.js';

/** What stands in the text before words are joined to phrases and numbers to units. */
export interface Piece {
  readonly kind: 'word' | 'number' | 'identifier' | 'clock' | 'month';
  /** Lower case; of an identifier without signs. */
  readonly word: string;
  readonly proper: boolean;
  readonly value?: number;
}

// Bounded repetitions wherever two parts could share characters: the time stays linear in the text.
const PIECE = new RegExp(
  [
    String.raw`(?<url>(?:https?:\/\/|www\.)\S+)`,
    String.raw`(?<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})`,
    String.raw`(?<operator>(?<![\p{L}\p{N}])[a-zA-Z]{2,12}:(?!\/\/)[^\s'"“”‘’()]{2,200})`,
    String.raw`(?<language>(?<![\p{L}\p{N}])[A-Za-z](?:\+\+|#)(?![\p{L}\p{N}]))`,
    String.raw`(?<clock>\d{1,2}:\d{2}(?![\d:]))`,
    String.raw`(?<grouped>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?(?!\d))`,
    String.raw`(?<chunk>#?[\p{L}\p{M}\p{N}]+(?:[-_./'’][\p{L}\p{M}\p{N}]+)*)`,
    String.raw`(?<sign>[$€£¥₹%°→≥≤<>&])`,
  ].join('|'),
  'gu',
);
const SIGNS: Readonly<Record<string, string>> = {
  '→': 'to',
  '≥': 'atleast',
  '≤': 'atmost',
  '<': 'under',
  '>': 'over',
  '&': 'and',
};
const CURRENCY = /[$€£¥₹]/;

/** Cuts a text into pieces. `text` is in plain form. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const shouting = !/\p{Ll}/u.test(text);
  let currency: string | undefined;
  for (const match of text.matchAll(PIECE)) {
    const found = match[0];
    const groups = match.groups ?? {};
    const lower = found.toLowerCase();
    const before = pieces.length;
    if (groups.sign !== undefined) {
      if (CURRENCY.test(found)) {
        currency = found;
        continue;
      }
      pieces.push(word(SIGNS[found] ?? found));
    } else if (groups.url !== undefined || groups.email !== undefined || groups.operator !== undefined) {
      pieces.push(identifier(lower.replace(/[).,;!?'"]+$/, '')));
    } else if (groups.language !== undefined) pieces.push(identifier(lower));
    else if (groups.clock !== undefined) pieces.push(clock(lower));
    else if (groups.grouped !== undefined) pieces.push(number(Number(found.replaceAll(',', ''))));
    else {
      const negative = text[match.index - 1] === '-' && !/[\p{L}\p{N})]/u.test(text[match.index - 2] ?? ' ');
      const capital = !shouting && /^\p{Lu}/u.test(found) && !startsSentence(text, match.index);
      const acronym = !shouting && /^\p{Lu}{2,5}$/u.test(found);
      readChunk(found, lower, capital || acronym, negative, pieces);
    }
    // `$5` is five dollars: the unit follows its number here.
    if (currency !== undefined && pieces.length > before) {
      const magnitude = pieces[before + 1];
      const at = magnitude?.kind === 'word' && /^(?:k|m|bn|million|billion)$/.test(magnitude.word) ? 2 : 1;
      pieces.splice(before + at, 0, word(currency));
      currency = undefined;
    }
  }
  return pieces;
}

function startsSentence(text: string, index: number): boolean {
  let at = index - 1;
  while (at >= 0 && /[\s"'“‘(¿¡]/.test(text[at] as string)) at--;
  return at < 0 || /[.?!:;]/.test(text[at] as string);
}

function readChunk(found: string, lower: string, proper: boolean, negative: boolean, into: Piece[]): void {
  if (!/\p{N}/u.test(lower)) {
    if (proper && (found === 'US' || found === 'WHO'))
      into.push({ kind: 'word', word: found === 'US' ? 'usa' : 'who.int', proper });
    else
      for (const part of lower.split(/[-_./#]/))
        if (part !== '') into.push({ kind: 'word', word: part, proper });
    return;
  }
  const bare = lower.replace(/^#/, '');
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(bare)) {
    if (/^0\d/.test(bare)) into.push(identifier(bare));
    else into.push(number(negative ? -Number(bare) : Number(bare)));
    return;
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare);
  if (iso !== null) {
    into.push(
      number(Number(iso[1])),
      { kind: 'month', word: `month${Number(iso[2])}`, proper: false },
      number(Number(iso[3])),
    );
    return;
  }
  const range = /^(\d{1,9})[-/](\d{1,9})$/.exec(bare);
  if (range !== null) {
    into.push(number(Number(range[1])), number(Number(range[2])));
    return;
  }
  const suffixed = /^(\d{1,15}(?:\.\d{1,9})?)(-?)(\p{L}+)((?:[-/]\p{L}+)*)$/u.exec(bare);
  if (suffixed !== null && readSuffixed(suffixed, into)) return;
  // A name with a number (windows-11); short letters make a code (cd-3320).
  const named = /^(\p{L}{4,})[-_](\d{1,9})$/u.exec(bare);
  if (named !== null) into.push({ kind: 'word', word: named[1] as string, proper }, number(Number(named[2])));
  else into.push(identifier(bare.replace(/[-_./']/g, (sign) => (sign === '.' ? '.' : ''))));
}

function readSuffixed(
  [, digits, dash, suffix = '', rest = '']: readonly (string | undefined)[],
  into: Piece[],
): boolean {
  const value = Number(digits);
  if (/^(?:am|pm)$/.test(suffix)) into.push(clock(`${value}:00`), word(suffix));
  else if (/^(?:st|nd|rd|th)$/.test(suffix)) into.push(number(value));
  else if (suffix === 's' && /^\d{2,4}$/.test(String(digits)) && value >= 20)
    into.push(identifier(`${digits}s`));
  else if (/^(?:k|m|bn)$/.test(suffix) && dash === '' && rest === '') {
    // `5m` may be metres or millions, `4k` a resolution: what is written alike is taken for alike.
    into.push(number(value), word(suffix));
  } else if (unitOf(suffix) !== undefined || (dash === '-' && suffix.length >= 3)) {
    into.push(number(value), word(suffix), ...rest.split(/[-/]/).filter(Boolean).map(word));
  } else return false;
  return true;
}

function clock(time: string): Piece {
  const [hours, minutes] = time.split(':');
  return { kind: 'clock', word: time, proper: false, value: Number(hours) * 60 + Number(minutes) };
}

function word(text: string): Piece {
  return { kind: 'word', word: text, proper: false };
}

function number(value: number): Piece {
  return { kind: 'number', word: String(value), proper: false, value };
}

function identifier(text: string): Piece {
  return { kind: 'identifier', word: text, proper: false };
}
