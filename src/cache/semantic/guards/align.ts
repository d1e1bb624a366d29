import { type GuardedText, type Token } from './guard.js';
import { ASKED_NOUNS } from './words/function-words.js';
import { degreesFlip, denialOf } from './flips.js';
import { areOpposites, negatesByForm } from './words/opposites.js';
import { stem } from './text/stem.js';
import { oneTypo } from './text/typo.js';
import { formsOfOneWord } from './text/derivation.js';

/** Which content words two questions have in common, and which stand in one of them only. */
export interface Alignment {
  /** Words of the first that the second lacks, each once, in order; without light words. */
  readonly onlyA: readonly Token[];
  readonly onlyB: readonly Token[];
  /** The light ones among them. */
  readonly lightA: readonly Token[];
  readonly lightB: readonly Token[];
  /** Pairs, one of each, of which one is the other's contrary. */
  readonly opposites: readonly (readonly [Token, Token])[];
  /** Pairs of which one is the other with a negating prefix. */
  readonly negated: readonly (readonly [Token, Token])[];
  /** How many of the pairs above go with contrary degrees (more visible, less invisible). */
  readonly flips: number;
  /** How many a `not` makes equal (not eligible, ineligible): those of the first text less those of the second. */
  readonly denials: number;
  /** The pairs above that say one thing for either reason. */
  readonly sayingOne: ReadonlySet<readonly [Token, Token]>;
  /** How many content words (light ones apart) both have. */
  readonly shared: number;
  /** Concepts of the second as they are called in the first, where words were paired that are not written alike. */
  readonly renamed: ReadonlyMap<string, string>;
}

const alignments = new WeakMap<GuardedText, { readonly b: GuardedText; readonly alignment: Alignment }>();

/** The guards of one check ask in turn for the same pair: it is computed once, and dies with the texts that were read. */
export function align(a: GuardedText, b: GuardedText): Alignment {
  const known = alignments.get(a);
  if (known?.b === b) return known.alignment;
  const alignment = alignTokens(a, b);
  alignments.set(a, { b, alignment });
  return alignment;
}

function alignTokens(a: GuardedText, b: GuardedText): Alignment {
  const ofA = distinct(a.tokens);
  const ofB = distinct(b.tokens);
  const restA: Token[] = [];
  let shared = 0;
  for (const [concept, token] of ofA) {
    if (!ofB.has(concept)) restA.push(token);
    else if (token.kind === 'content') shared++;
  }
  const restB = [...ofB.values()].filter(({ concept }) => !ofA.has(concept));
  const renamed = new Map<string, string>();
  // Two long texts of nothing in common are no question of wording.
  if (restA.length * restB.length <= 4096) {
    shared += pairUp(restA, restB, (x, y) => sameWord(x, y), renamed);
    shared += pairJoined(restA, restB, b.tokens, renamed);
    shared += pairJoined(restB, restA, a.tokens, renamed);
  }
  const opposites: (readonly [Token, Token])[] = [];
  const negated: (readonly [Token, Token])[] = [];
  if (restA.length * restB.length <= 4096) {
    for (const x of restA) {
      for (const y of restB) {
        if (negatesByForm(x.word, y.word) || negatesByForm(x.concept, y.concept)) negated.push([x, y]);
        else if (areOpposites(x.concept, y.concept)) opposites.push([x, y]);
      }
    }
  }
  const isLight = lightness(a, b);
  // `more visible` is `less invisible`: the pair is no difference, and the guard of degrees is told so.
  const flipped = [...opposites, ...negated].filter((pair) => degreesFlip(a, b, pair));
  const denied = negated.filter((pair) => denialOf(a, b, pair) !== 0);
  const same = new Set([...flipped, ...denied].flat());
  const differs = (token: Token) => !isLight(token) && !same.has(token);
  return {
    onlyA: restA.filter(differs),
    onlyB: restB.filter(differs),
    lightA: restA.filter(isLight),
    lightB: restB.filter(isLight),
    opposites,
    negated,
    flips: flipped.length,
    denials: denied.reduce((sum, pair) => sum + denialOf(a, b, pair), 0),
    sayingOne: new Set([...flipped, ...denied]),
    shared,
    renamed,
  };
}

function distinct(tokens: readonly Token[]): Map<string, Token> {
  const found = new Map<string, Token>();
  for (const token of tokens) {
    if (
      (token.kind === 'content' || token.kind === 'light' || token.kind === 'wording') &&
      !found.has(token.concept)
    )
      found.set(token.concept, token);
  }
  return found;
}

function sameWord(x: Token, y: Token): boolean {
  return (
    formsOfOneWord(x.word, y.word) ||
    formsOfOneWord(stem(x.word), y.word) ||
    formsOfOneWord(x.word, stem(y.word)) ||
    formsOfOneWord(stem(x.word), stem(y.word)) ||
    oneTypo(x, y)
  );
}

function pairUp(
  restA: Token[],
  restB: Token[],
  same: (x: Token, y: Token) => boolean,
  renamed: Map<string, string>,
): number {
  let pairs = 0;
  for (let i = 0; i < restA.length; i++) {
    const x = restA[i] as Token;
    const j = restB.findIndex((y) => same(x, y));
    if (j < 0) continue;
    renamed.set((restB[j] as Token).concept, x.concept);
    restA.splice(i--, 1);
    restB.splice(j, 1);
    pairs++;
  }
  return pairs;
}

/** `data base` and `database`; `rfp` and `request for proposal`. */
function pairJoined(
  ones: Token[],
  parts: Token[],
  all: readonly Token[],
  renamed: Map<string, string>,
): number {
  let pairs = 0;
  for (let i = 0; i < ones.length; i++) {
    const one = ones[i] as Token;
    if (one.word.length < 2) continue;
    const found = joined(one.word, parts, all) ?? joined(one.word.replace(/s$/, ''), parts, all);
    if (found === undefined) continue;
    for (const part of found) {
      const at = parts.indexOf(part);
      if (at >= 0) parts.splice(at, 1);
      renamed.set(part.concept, one.concept);
    }
    ones.splice(i--, 1);
    pairs++;
  }
  return pairs;
}

function joined(word: string, parts: readonly Token[], all: readonly Token[]): readonly Token[] | undefined {
  for (const part of parts) {
    const at = all.indexOf(part);
    for (let length = 2; length <= 5 && at + length <= all.length; length++) {
      const run = all.slice(at, at + length);
      const contents = run.filter(({ kind }) => kind === 'content' || kind === 'light' || kind === 'wording');
      if (contents.length < 2 || run.some(({ kind }) => kind === 'number' || kind === 'date')) continue;
      if (length === 2 && run.map((token) => token.word).join('') === word) return contents;
      // Initials of two words are the initials of too many.
      if (word.length < 3) continue;
      const initials = (tokens: readonly Token[]) => tokens.map((token) => token.word.charAt(0)).join('');
      if (initials(run) === word || initials(contents) === word) return contents;
    }
  }
  return undefined;
}

/**
 * A light word is no difference, nor is the noun that the other question's question word asks for, unless it says
 * more of another (`guide` in `guide dog`).
 */
function lightness(a: GuardedText, b: GuardedText): (token: Token) => boolean {
  const asked = (word: string) =>
    ASKED_NOUNS[a.intent]?.has(word) === true || ASKED_NOUNS[b.intent]?.has(word) === true;
  return (token) => {
    if (token.kind !== 'content') return true;
    if (!asked(token.word)) return false;
    const next = nextOf(a, token) ?? nextOf(b, token);
    return next?.kind !== 'content' || asked(next.word);
  };
}

function nextOf(text: GuardedText, token: Token): Token | undefined {
  const at = text.tokens.indexOf(token);
  return at < 0 ? undefined : text.tokens[at + 1];
}
