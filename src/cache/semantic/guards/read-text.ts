import { type GuardedText, type Token } from './guard.js';
import { dateAt } from './text/dates.js';
import { joinPhrases, writeOut } from './text/expand.js';
import { intentOf } from './text/intent.js';
import { languageOf } from './text/language.js';
import { type Piece, piecesOf } from './text/pieces.js';
import { plainForm } from './text/plain-form.js';
import { quotesOf } from './text/quotes.js';
import { stem } from './text/stem.js';
import {
  FILLERS,
  FUNCTION_WORDS,
  HEADS,
  KINDS,
  LOOKING,
  LIGHT_WORDS,
  WORDING,
} from './words/function-words.js';
import { multiplierOf, readNumberWords } from './words/number-words.js';
import { conceptOf } from './words/synonyms.js';
import { unitOf } from './words/units.js';

/** Longer texts are not compared word by word: only equal ones share an answer. In UTF-16 units. */
export const LONGEST_GUARDED_TEXT = 4000;

/** Case, white space and punctuation apart; marks on letters stay, they make other words in many languages. */
export function normalForm(text: string): string {
  const bounded = text.length > 2 * LONGEST_GUARDED_TEXT ? text.slice(0, 2 * LONGEST_GUARDED_TEXT) : text;
  return plainForm(bounded)
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[\s.,;:!?"“”()]{1,32}(?=\s|$)|(?<=\s|^)[.,;:!?"“”()]{1,32}(?=\S)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Reads a question once for all guards. Linear in its length. */
export function readText(text: string): GuardedText {
  const plain = plainForm(text);
  const written = writeOut(piecesOf(plain));
  const pieces = joinPhrases(written);
  const tokens: Token[] = [];
  const words = pieces.map(({ word }) => word);
  for (let at = 0; at < pieces.length;) at += readToken(pieces, words, at, tokens);
  return {
    text,
    normal: normalForm(text),
    tokens,
    words: new Set(tokens.map(({ word }) => word)),
    quotes: quotesOf(plain),
    language: languageOf(
      plain,
      written.filter(({ kind, proper }) => kind === 'word' && !proper).map(({ word }) => word),
    ),
    intent: intentOf(words),
  };
}

/** Adds the token at `at`, and says how many pieces it took. */
function readToken(pieces: readonly Piece[], words: readonly string[], at: number, into: Token[]): number {
  const piece = pieces[at] as Piece;
  const { word, proper } = piece;
  if (piece.kind === 'identifier' && !/^q[1-4]$/.test(word)) {
    into.push({ kind: 'identifier', word, concept: `id:${word}`, proper });
    return 1;
  }
  if (piece.kind === 'clock') return readClock(pieces, at, into);
  const date = dateAt(pieces, at);
  if (date !== undefined) {
    into.push({ kind: 'date', word, concept: `date:${date.concept}`, proper: false });
    return date.length;
  }
  if (piece.kind === 'number') return readNumber(piece.value ?? 0, 1, words, at, into);
  const spelled = readNumberWords(words, at);
  // `one` by itself is a pronoun more often than a number.
  if (
    spelled !== undefined &&
    (word !== 'one' || spelled.length > 1 || unitOf(words[at + 1] ?? '') !== undefined)
  ) {
    return readNumber(spelled.value, spelled.length, words, at, into);
  }
  if (word === 'noon' || word === 'midday' || word === 'midnight') {
    const value = word === 'midnight' ? 0 : 720;
    into.push({ kind: 'number', word, concept: `clock:${value}`, proper: false, value });
    return 1;
  }
  const token = wordToken(word, proper);
  into.push(token.kind === 'content' && isImplied(pieces, at, into) ? { ...token, kind: 'light' } : token);
  return 1;
}

/** Whether the words around say already what this one says. */
function isImplied(pieces: readonly Piece[], at: number, before: readonly Token[]): boolean {
  const { word } = pieces[at] as Piece;
  if (HEADS.has(word) && before.at(-1)?.kind === 'content') return true;
  if (LOOKING.has(word) && at <= 3 && before.every(({ kind }) => kind === 'function' || kind === 'filler')) {
    return at === 0 || before.at(-1)?.word === 'you' || before.at(-1)?.kind === 'filler';
  }
  const next = pieces[at + 1];
  return KINDS.has(word) && next !== undefined && (next.proper || next.kind === 'identifier');
}

function wordToken(word: string, proper: boolean): Token {
  if (FUNCTION_WORDS.has(word)) return { kind: 'function', word, concept: word, proper };
  if (FILLERS.has(word)) return { kind: 'filler', word, concept: word, proper };
  // `daily` counts days as `per day` does.
  const unit = unitOf(word) ?? (word.endsWith('ly') ? unitOf(stem(word)) : undefined);
  if (unit !== undefined && word.length > 1) {
    return { kind: 'content', word, concept: `unit:${unit.measure}:${unit.factor}`, proper };
  }
  const stemmed = stem(word);
  const wording = WORDING.has(word) || WORDING.has(stemmed);
  const kind = wording ? 'wording' : LIGHT_WORDS.has(word) || LIGHT_WORDS.has(stemmed) ? 'light' : 'content';
  return { kind, word, concept: conceptOf(stemmed), proper };
}

function readNumber(
  base: number,
  length: number,
  words: readonly string[],
  at: number,
  into: Token[],
): number {
  let value = base;
  let taken = length;
  const multiplier =
    multiplierOf(words[at + taken] ?? '') ??
    (words[at + taken] === 'm' && words[at + taken + 1] === '$' ? 1e6 : undefined);
  if (multiplier !== undefined && words[at + taken] !== 'hundred') {
    value *= multiplier;
    taken++;
  }
  const next = words[at + taken] ?? '';
  if ((next === 'am' || next === 'pm') && Number.isInteger(value) && value >= 0 && value <= 12) {
    const minutes = (value % 12) * 60 + (next === 'pm' ? 720 : 0);
    into.push({
      kind: 'number',
      word: String(value),
      concept: `clock:${minutes}`,
      proper: false,
      value: minutes,
    });
    return taken + 1;
  }
  const degrees =
    next === '°'
      ? (unitOf(`°${words[at + taken + 1] ?? ''}`) ?? unitOf(words[at + taken + 1] ?? ''))
      : undefined;
  const unit = degrees ?? unitOf(next);
  if (unit === undefined) {
    into.push({
      kind: 'number',
      word: String(value),
      concept: `count:${canonical(value)}`,
      proper: false,
      value,
    });
    return taken;
  }
  const concept = `${unit.measure}:${canonical(value * unit.factor)}`;
  into.push({ kind: 'number', word: String(value), concept, proper: false, value });
  return taken + (degrees === undefined ? 1 : 2);
}

function readClock(pieces: readonly Piece[], at: number, into: Token[]): number {
  const piece = pieces[at] as Piece;
  const half = pieces[at + 1]?.word;
  const halved = half === 'am' || half === 'pm';
  const minutes = piece.value ?? 0;
  const value = halved ? (minutes % 720) + (half === 'pm' ? 720 : 0) : minutes;
  into.push({ kind: 'number', word: piece.word, concept: `clock:${value}`, proper: false, value });
  return halved ? 2 : 1;
}

/** Conversions of units leave rounding behind; nine digits tell all that people write apart. */
function canonical(value: number): string {
  return String(Number(value.toPrecision(9)));
}
