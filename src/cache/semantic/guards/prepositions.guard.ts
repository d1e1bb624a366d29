import { align } from './align.js';
import { type Guard, type GuardedText } from './guard.js';
import { wordSet } from './words/word-set.js';

/** Written for one another without a difference, or near enough that no answer hangs on it. */
const ALIKE = [
  'in on at within',
  'of for in on to at by about',
  'of in on at from by',
  'for from',
  'about on of regarding concerning for',
  'into to onto in',
  'through via by with over on',
  'during in while on',
  'around near about by',
  'between among of',
  'toward towards to',
  'upon on',
  'per in on by a for',
  'with in of on at',
  'from with of at',
  'over on across in',
].map((group) => group.split(' '));

/** Pairs of the groups above that differ all the same in front of the words named: a time, a person or a thing. */
const BEFORE_DATE = ['by on', 'by in', 'by at', 'by for', 'from on', 'from in', 'within in', 'within on'];
const BEFORE_NAME = ['by for', 'about to', 'about with', 'from of', 'from for', 'by to', 'by of', 'by with'];
const BEFORE_ANY = ['from for', 'by at', 'at for', 'within on'];

const PREPOSITIONS = wordSet(
  'of in on at by for with to from into onto about through during between among against within upon per via toward',
  'towards regarding concerning around near across along over under behind',
);
/** `to you` and `from you`: whoever it is, it goes the other way. */
const PERSONS = wordSet('me you us him her them');
const OPEN = wordSet(
  'a an the this that these those my your our their his her its any all own',
  'new next last first',
);
const AGREE: ReadonlySet<string> = new Set(
  ALIKE.flatMap((group) => group.flatMap((x) => group.map((y) => `${x} ${y}`))),
);

/** The same thing behind another preposition: for and against, by Friday and on Friday, near the sea and at the sea. */
export const prepositionsGuard: Guard = {
  name: 'prepositions',
  differ(a, b) {
    const { renamed } = align(a, b);
    const ofB = prepositionsOf(b, renamed);
    if (ofB.size === 0) return undefined;
    for (const [concept, { word, before }] of prepositionsOf(a, new Map())) {
      const other = ofB.get(concept);
      if (other !== undefined && !interchangeable(word, other.word, before)) {
        return { reason: 'a thing has another preposition' };
      }
    }
    return undefined;
  },
};

type Kind = 'date' | 'name' | 'any';

/** The preposition of each thing that has one, where it has the same all along. */
function prepositionsOf(
  { tokens }: GuardedText,
  renamed: ReadonlyMap<string, string>,
): Map<string, { word: string; before: Kind }> {
  const found = new Map<string, { word: string; before: Kind }>();
  let open = '';
  for (const { kind, word, concept, proper } of tokens) {
    if (PREPOSITIONS.has(word)) open = word;
    else if (PERSONS.has(word) && (open === 'to' || open === 'from')) {
      found.set('', { word: found.has('') && found.get('')?.word !== open ? '' : open, before: 'name' });
      open = '';
    } else if (kind === 'function' ? !OPEN.has(word) : kind !== 'filler') {
      if (open !== '' && kind !== 'function') {
        const before =
          kind === 'date' || /^(?:clock|time|months):/.test(concept) ? 'date' : proper ? 'name' : 'any';
        const name = renamed.get(concept) ?? concept;
        // Twice in one question, of either kind: which is meant cannot be told.
        found.set(
          name,
          found.has(name) && found.get(name)?.word !== open ? { word: '', before } : { word: open, before },
        );
      }
      open = '';
    }
  }
  return found;
}

function interchangeable(x: string, y: string, before: Kind): boolean {
  if (x === y || x === '' || y === '') return true;
  if (!AGREE.has(`${x} ${y}`)) return false;
  const apart = before === 'date' ? BEFORE_DATE : before === 'name' ? BEFORE_NAME : BEFORE_ANY;
  return !apart.includes(`${x} ${y}`) && !apart.includes(`${y} ${x}`);
}
