import { type GuardedText, type Token } from '../guard.js';
import { BE, CONJUNCTION, isClause, type Item, ROLES } from './items.js';

const ASKING = ['what', 'which', 'who', 'how', 'where', 'when', 'why'];
const DETERMINER = /^(?:all|every|each|any|some|the|an?)$/;

/**
 * Two neighbours have changed places: `is a square a rectangle`, `which dog has the bone`, `is Bob Anna's boss`. A
 * noun may go before or behind what it is said with, so only things apart count: with a small word between them, with
 * names of their own, or at the end of a question that begins with `is`.
 */
export function exchangedNeighbours(
  a: GuardedText,
  b: GuardedText,
  itemsA: readonly Item[],
  itemsB: readonly Item[],
): boolean {
  if (itemsA.length !== itemsB.length) return false;
  const at = itemsA.flatMap(({ concept }, index) => (concept === itemsB[index]?.concept ? [] : [index]));
  const [i, j] = at;
  if (i === undefined || j === undefined || at.length !== 2 || j !== i + 1) return false;
  if (itemsA[i]?.concept !== itemsB[j]?.concept || itemsA[j]?.concept !== itemsB[i]?.concept) return false;
  const { pair, between } = placesOf(a, i);
  const { between: betweenB } = placesOf(b, i);
  if (pair.some(({ kind }) => kind === 'number' || kind === 'date')) return false;
  // `usd to eur`, `usd eur`: of two units the first is what one has.
  if (pair.every(({ concept }) => concept.startsWith('unit:'))) return true;
  // Prepositions and conjunctions between them say themselves how the two belong together.
  if (between === 'relation' || betweenB === 'relation') return false;
  const passive = [a, b].filter(({ words }) => words.has('be') || words.has('been') || words.has('being'));
  if (passive.length === 1) return false;
  // `do I pay my staff`, `does my staff pay`: the doer stands before the deed.
  if (between !== betweenB && supports(a) && supports(b)) return true;
  if (pair.every(({ proper }) => proper) && isClause(a) && isClause(b)) return true;
  if (between === 'words' && betweenB === 'words') return true;
  return j === itemsA.length - 1 && between === betweenB && states(a, i) && states(b, i);
}

/** The tokens of the items `at` and `at + 1`, and what stands between them. */
function placesOf(
  { tokens }: GuardedText,
  at: number,
): { pair: readonly Token[]; between: 'nothing' | 'words' | 'relation' } {
  const places = tokens.flatMap(({ kind }, index) =>
    kind === 'function' || kind === 'filler' ? [] : [index],
  );
  const [one = 0, other = 0] = places.slice(at, at + 2);
  const words = tokens.slice(one + 1, other);
  const relation = words.some(({ word }) => ROLES.has(word) || CONJUNCTION.test(word));
  return {
    pair: [tokens[one], tokens[other]] as Token[],
    between: words.length === 0 ? 'nothing' : relation ? 'relation' : 'words',
  };
}

function supports({ tokens, words }: GuardedText): boolean {
  return (
    (words.has('do') || words.has('does') || words.has('did')) && !tokens.some(({ word }) => BE.has(word))
  );
}

/** `are all cats ...`: what is asked of the item `at` is whether it is the next one. */
function states({ tokens, words }: GuardedText, at: number): boolean {
  if (words.has('there') || ASKING.some((word) => words.has(word))) return false;
  const places = tokens.flatMap(({ kind }, index) =>
    kind === 'function' || kind === 'filler' ? [] : [index],
  );
  let before = (places[at] ?? 0) - 1;
  while (before >= 0 && DETERMINER.test(tokens[before]?.word ?? '')) before--;
  return BE.has(tokens[before]?.word ?? '');
}
