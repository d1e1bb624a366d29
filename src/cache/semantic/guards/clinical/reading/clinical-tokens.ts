import { perText } from './per-text.js';
import { startsOf } from './word-starts.js';

/** A word, a number or one of `/ % + > <` of a question. */
export interface ClinicalToken {
  /** Lower case, without accents and apostrophes, in American spelling of ae and oe. */
  readonly text: string;
  /** The text without a plural's ending; the text itself when it has none. */
  readonly singular: string;
  /** Which vocabularies have a phrase that begins with it. */
  readonly starts: number;
  /** True when it was typed in capitals: tells IM (into the muscle) from im (I am). */
  readonly capitals: boolean;
  /** True when a full stop, comma, bracket or the like stands between it and the token before. */
  readonly afterBreak: boolean;
}

// Every alternative begins with another kind of character and repeats one class only: linear in the text's length.
const TOKEN = /\d+(?:[.,]\d+)*|[a-z\u03bc][a-z0-9\u03bc]*(?:['\u2019][a-z]+)*|[/%+<>]|[.,;:?!()[\]"\n]/gi;
// The micro sign is a letter of ours already; every other accent is laid aside.
const MARKS = /\p{M}/gu;
const BREAK = /^[.,;:?!()[\]"\n]$/;

/** The tokens of a question, in order. */
export const readTokens = perText((text) => tokenize(text.text));

export function tokenize(text: string): readonly ClinicalToken[] {
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKD').replace(MARKS, '');
  const tokens: ClinicalToken[] = [];
  let afterBreak = false;
  for (const [raw] of plain.matchAll(TOKEN)) {
    if (BREAK.test(raw)) {
      afterBreak = true;
      continue;
    }
    const text = normalWord(raw);
    const capitals = raw.length > 1 ? raw === raw.toUpperCase() : raw >= 'A' && raw <= 'Z';
    const singular = singularOf(text);
    tokens.push({ text, singular, starts: startsOf(singular), capitals, afterBreak });
    afterBreak = false;
  }
  return tokens;
}

function normalWord(raw: string): string {
  let word = raw.toLowerCase();
  const apostrophe = word.search(/['\u2019]/);
  if (apostrophe > 0) {
    const tail = word.slice(apostrophe + 1);
    word = tail === 's' ? word.slice(0, apostrophe) : word.replaceAll(/['\u2019]/g, '');
  }
  // anaemia, oedema, paediatric, oesophagus; a short word (does, shoes) keeps its letters.
  return word.length >= 6 && /[ao]e/.test(word) ? word.replaceAll('ae', 'e').replaceAll('oe', 'e') : word;
}

function singularOf(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
