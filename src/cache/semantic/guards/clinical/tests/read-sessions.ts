import { type ClinicalToken, readTokens } from '../reading/clinical-tokens.js';
import { Lexicon, type Mention } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { numberAt } from '../doses/numbers.js';
import { NOTE_SECTIONS, SESSION_KINDS, SESSION_NOUNS, SESSION_ORDER } from './sessions.data.js';

const SECTIONS = new Lexicon(NOTE_SECTIONS);
const ORDER = new Lexicon(SESSION_ORDER);
const NOUNS = new Lexicon(SESSION_NOUNS);
const KINDS = new Lexicon(SESSION_KINDS);

/** An everyday `plan` or `assessment` has no session near it; these words tell that a note is spoken of. */
const NOTE_WORDS = new Set(
  'soap note notes session sessions section client patient therapist therapy subjective objective treatment care'.split(
    ' ',
  ),
);
const EVERYDAY_SECTIONS = new Set([
  'plan',
  'assessment',
  'objective',
  'subjective',
  'homework',
  'goal',
  'progress',
  'mood',
  'intervention',
]);
const ARTICLES = new Set('the a my our your his her their this that'.split(' '));
/** `I plan to ...`, `plan a ...`: the verb. */
const VERB_FOLLOWERS = new Set('to a an on'.split(' '));
const FOLLOW_UP_WORDS = new Set(['session', 'visit', 'appointment', 'note', 'intake']);

const DAYS = new Set(['today', 'yesterday', 'tomorrow']);

/** Which sessions and which parts of their notes a question speaks of. */
export const readSessions = perText((text): readonly string[] => {
  const tokens = readTokens(text);
  const inNote = tokens.some((token) => NOTE_WORDS.has(token.text));
  const found: string[] = [];
  for (let at = 0; at < tokens.length;) {
    const section = SECTIONS.at(tokens, at);
    const kind = KINDS.at(tokens, at);
    const session = sessionAt(tokens, at);
    if (session !== undefined) found.push(...session.facts);
    else if (kind !== undefined) {
      if (inNote || kind.concept !== 'follow up' || isVisit(tokens[kind.to])) found.push(kind.concept);
    } else if (section !== undefined && isSection(tokens, section, inNote)) found.push(section.concept);
    at = Math.max(session?.to ?? 0, kind?.to ?? 0, section?.to ?? 0, at + 1);
  }
  return found;
});

/** `the last session`, `her 3rd visit`, `session 3`, `today's note`. */
function sessionAt(
  tokens: readonly ClinicalToken[],
  at: number,
): { readonly facts: readonly string[]; readonly to: number } | undefined {
  const noun = NOUNS.at(tokens, at);
  if (noun !== undefined) {
    // `my session tomorrow` is tomorrow's session.
    const when = ORDER.at(tokens, noun.to);
    if (when !== undefined && DAYS.has(tokens[noun.to]?.text ?? '')) {
      return { facts: [`${when.concept} session`], to: when.to };
    }
    const number = tokens[noun.to]?.afterBreak === false ? numberAt(tokens, noun.to) : undefined;
    return number === undefined || tokens[at]?.text !== 'session'
      ? undefined
      : { facts: [`session ${number.value}`], to: number.to };
  }
  const order = ORDER.at(tokens, at);
  if (order === undefined) return undefined;
  // `the last two sessions`, `her last therapy session`.
  for (let next = order.to; next <= order.to + 2; next++) {
    if (tokens[next]?.afterBreak !== false) return undefined;
    const named = NOUNS.at(tokens, next);
    if (named === undefined) continue;
    const number = numberAt(tokens, order.to)?.value;
    return { facts: [`${order.concept}${number === undefined ? '' : ` ${number}`} session`], to: named.to };
  }
  return undefined;
}

function isVisit(token: ClinicalToken | undefined): boolean {
  return token !== undefined && FOLLOW_UP_WORDS.has(token.singular);
}

/** An everyday word (`plan`) is a section of a note in a note's company, or as all that is asked for. */
function isSection(
  tokens: readonly ClinicalToken[],
  { concept, from, to }: Mention,
  inNote: boolean,
): boolean {
  if (!EVERYDAY_SECTIONS.has(concept)) return true;
  const article = ARTICLES.has(tokens[from - 1]?.text ?? '');
  // `what was the plan?`, `show the assessment`: a question of nothing but the section.
  if (!inNote) return article && tokens.length <= 5;
  return article || !VERB_FOLLOWERS.has(tokens[to]?.text ?? '');
}
