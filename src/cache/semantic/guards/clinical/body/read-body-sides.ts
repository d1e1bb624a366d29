import { type ClinicalToken, readTokens } from '../reading/clinical-tokens.js';
import { Lexicon, type Mention } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { PLACES_BEFORE_A_SITE, SIDED_NOUNS, SIDES } from './body-sides.data.js';
import { readBodySites } from './read-body-sites.js';

const ALWAYS = new Lexicon(SIDES);
const BEFORE_SITES = new Lexicon(PLACES_BEFORE_A_SITE);
const NOUNS = new Lexicon(SIDED_NOUNS);

/** `left` after one of these is the verb or the rest: has left, 2 pills left. */
const NOT_LEFT_AFTER = words(`
  i he she they we you who it has have had is are was were be been being just get got gets any much many time money
  day days week weeks month months pill pills tablet tablets minutes hours years balance nothing anything something
  one some no what people patient never recently already then not
`);
/** `left` before one of these is the verb or a phrase: left the hospital, left over. */
const NOT_LEFT_BEFORE = words(`
  the my me him us them home work hospital over off out behind untreated undiagnosed alone a an his school before
  because without after to until by from unattended at when early yesterday today on in for over with and or unanswered
`);
/** `right` after one of these is correct, or entitlement. */
const NOT_RIGHT_AFTER = words(`
  all is am are be being been that it not feel feels feeling just quite seem seems you about do done doing get getting
  sound sounds exactly make sure my the a patient no have has legal i
`);
/** After `the` and `my` a side does stand: these words are no sign against one when a part of the body follows. */
const NOT_RIGHT_BEFORE = words(`
  now away after before to thing time amount dose dosage way choice person one answer medication medicine treatment
  track here there then when if for of direction place doctor therapist drug diagnosis kind type size number test
  pronoun word level balance and or in with on
`);
/** Ahead of one of these a bare `right` is a side after all: `on the right`, `to the left`. */
const OPENERS = words('on to from towards toward');

/** A side or place of the body, and whether it was read from a part of the body next to it. */
export const readBodySides = perText((text): readonly Mention[] => {
  const tokens = readTokens(text);
  const sites = readBodySites(text);
  const inSite = new Set<number>();
  const siteStarts = new Set<number>();
  const siteEnds = new Set<number>();
  for (const site of sites) {
    for (let index = site.from; index < site.to; index++) inSite.add(index);
    siteStarts.add(site.from);
    siteEnds.add(site.to);
  }
  const found: Mention[] = [];
  /** Whether a part of the body, or another place, follows at this token: upper [left [lip]]. */
  const bodyFollows = (at: number): boolean => {
    for (let index = at, steps = 0; steps < 4; steps++) {
      const token = tokens[index];
      if (token === undefined || (token.afterBreak && index > at)) return false;
      if (siteStarts.has(index) || NOUNS.at(tokens, index) !== undefined) return true;
      const place = placeAt(tokens, index);
      if (place === undefined && !SKIPPED.has(token.text)) return false;
      // `tooth ache, upper left`: the one place of the body makes the other one.
      if (sites.length > 0 && (place?.concept === 'left' || place?.concept === 'right')) return true;
      index = place?.to ?? index + 1;
    }
    return false;
  };
  for (let from = 0; from < tokens.length;) {
    const mention = inSite.has(from) ? undefined : placeAt(tokens, from);
    const counts =
      mention !== undefined &&
      (isPlain(mention, tokens) ||
        (!breaks(tokens, mention.to) && bodyFollows(mention.to)) ||
        (isOneLetter(tokens, mention) &&
          (siteEnds.has(from) ||
            siteStarts.has(mention.to) ||
            (sites.length > 0 && isBracketed(tokens, from)))) ||
        (isLeftOrRight(tokens, mention) && (siteEnds.has(from) || isSide(tokens, from))));
    if (mention !== undefined && counts) found.push(mention);
    from = mention?.to ?? from + 1;
  }
  return found;
});

/** `lower third of the leg`, `upper outer arm`, `left or right knee`, `front of my knee`. */
const SKIPPED = words('of the my his her your and or third part quadrant / most sided aspect');

function placeAt(tokens: readonly ClinicalToken[], at: number): Mention | undefined {
  const text = tokens[at]?.text;
  const always = ALWAYS.at(tokens, at);
  if (always !== undefined) return always;
  if (text === 'l' || text === 'r') return { concept: text === 'l' ? 'left' : 'right', from: at, to: at + 1 };
  if (text === 'back') {
    const of = tokens[at + 1]?.text === 'of';
    return of ? { concept: 'back of', from: at, to: at + 2 } : undefined;
  }
  return BEFORE_SITES.at(tokens, at);
}

/** Places that need no part of the body beside them. */
function isPlain({ concept, from, to }: Mention, tokens: readonly ClinicalToken[]): boolean {
  const word = tokens[from]?.text ?? '';
  if (to - from === 1 && UNCERTAIN.has(word)) return false;
  return ALWAYS.at(tokens, from) !== undefined && concept !== 'both sides';
}
const UNCERTAIN = words('left right both lt rt lateral');

function isOneLetter(tokens: readonly ClinicalToken[], { from }: Mention): boolean {
  return (tokens[from]?.text ?? '').length === 1;
}

/** `knee pain (L)`. */
function isBracketed(tokens: readonly ClinicalToken[], at: number): boolean {
  return tokens[at]?.capitals === true && breaks(tokens, at) && breaks(tokens, at + 1);
}

function isLeftOrRight(tokens: readonly ClinicalToken[], { from, to }: Mention): boolean {
  const word = tokens[from]?.text;
  return to - from === 1 && (word === 'left' || word === 'right');
}

/** Whether a bare `left` or `right` without a part of the body after it is a side. */
function isSide(tokens: readonly ClinicalToken[], at: number): boolean {
  const left = tokens[at]?.text === 'left';
  const before = tokens[at - 1]?.text ?? '';
  const beforeThe = before === 'the' || before === 'my' ? (tokens[at - 2]?.text ?? '') : '';
  const after = breaks(tokens, at + 1) ? '' : (tokens[at + 1]?.text ?? '');
  if (OPENERS.has(beforeThe) && !NOT_RIGHT_BEFORE.has(after)) return true;
  if (left) return at > 0 && !NOT_LEFT_AFTER.has(before) && !NOT_LEFT_BEFORE.has(after);
  return at > 0 && !NOT_RIGHT_AFTER.has(before) && !NOT_RIGHT_BEFORE.has(after);
}

function breaks(tokens: readonly ClinicalToken[], at: number): boolean {
  return tokens[at]?.afterBreak !== false;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
