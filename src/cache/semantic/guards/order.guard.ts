import { align } from './align.js';
import { type Guard, type GuardedText, type Token } from './guard.js';
import { stem } from './text/stem.js';
import { exchangedNeighbours } from './order/neighbours.js';
import { BE, CONJUNCTION, isClause, type Item, ROLES } from './order/items.js';
import { wordSet } from './words/word-set.js';

/** Participles that are written like their verb. */
const SAME_FORM = wordSet(
  'hurt hit cut put set let read beat cost shut split spread bet cast quit shed broadcast reset',
);
const AUXILIARY = wordSet(
  'is are was were am be do does did can could will would should must has have had may might',
);
const INVERSE: ReadonlySet<string> = new Set([
  'to from',
  'from to',
  'into from',
  'from into',
  'before after',
  'after before',
  'with without',
  'without with',
]);
const BEFORE_INFINITIVE =
  /^(?:how|where|what|when|which|who|whether|steps?|ways?|tips?|guide|method|procedure|process|instructions?|tutorial|want|like|try|trying|need|tools?|command|able|easy|hard|possible|safe|best)?$/;
/** Relations that hold both ways, and lists. */
const SYMMETRIC = wordSet(
  'and or vs versus between compare comparison comparing difference different differ same similar similarity equal',
  'married friend friends friendly related relative relatives connected sibling siblings brothers sisters neighbors',
  'neighbours partners engaged dating adjacent compatible identical equivalent cousins colleagues together meet acquaintance acquaintances colleague coworker classmate roommate neighbor',
);

/** Who does what to whom, what comes from where: the same words in other places. */
export const orderGuard: Guard = {
  name: 'order',
  differ(a, b) {
    const { renamed } = align(a, b);
    const ofA = itemsOf(a, new Map());
    const ofB = itemsOf(b, renamed);
    const [passiveA, passiveB] = [passiveOf(a), passiveOf(b)];
    if (passiveA !== undefined && passiveB === undefined) {
      if (sameSides(ofA, ofB, passiveA)) return { reason: 'doer and done to have changed places' };
      return undefined;
    }
    if (passiveB !== undefined && passiveA === undefined) {
      if (sameSides(ofB, ofA, passiveB)) return { reason: 'doer and done to have changed places' };
      return undefined;
    }
    if (stated(a, b) || stated(b, a)) return undefined;
    if (askedAcross(a, b) || askedAcross(b, a)) return { reason: 'doer and done to have changed places' };
    if (inverted(ofA, ofB)) return { reason: 'two things have changed directions' };
    if (isSymmetric(a) && isSymmetric(b) && !acrossList(a, b, ofA, ofB)) return undefined;
    if (exchangedNeighbours(a, b, ofA, ofB)) return { reason: 'two things have changed places' };
    if (rolesSwapped(ofA, ofB)) return { reason: 'two things have changed roles' };
    return isClause(a) && isClause(b) && exchanged(ofA, ofB)
      ? { reason: 'two things have changed places' }
      : undefined;
  },
};

function itemsOf(text: GuardedText, renamed: ReadonlyMap<string, string>): readonly Item[] {
  const items: Item[] = [];
  let role = '';
  let fresh = false;
  let previous = '';
  for (const { kind, word, concept } of text.tokens) {
    const before = previous;
    previous = word;
    if (kind === 'function') {
      if (ROLES.has(word) && !(word === 'to' && BEFORE_INFINITIVE.test(before))) {
        role = word;
        fresh = true;
      } else if (!fresh) role = '';
    } else if (kind !== 'filler') {
      items.push({ concept: renamed.get(concept) ?? concept, role });
      fresh = false;
    }
  }
  return items;
}

/** `is breakfast included in the price`, `does the price include breakfast`: passive, its doer behind `in`. */
function stated(passive: GuardedText, active: GuardedText): boolean {
  if (!BE.has(passive.tokens[0]?.word ?? '') || !/^(?:do|does)$/.test(active.tokens[0]?.word ?? ''))
    return false;
  const verb = passive.tokens.findIndex(
    (token, at) => at > 0 && passive.tokens[at + 1]?.word === 'in' && isParticiple(token),
  );
  if (verb < 0) return false;
  const places = (text: GuardedText) =>
    text.tokens.filter(({ kind }) => kind !== 'function' && kind !== 'filler');
  const [ofPassive, ofActive] = [places(passive), places(active)];
  const concept = passive.tokens[verb]?.concept;
  const middle = ofActive.findIndex((token) => token.concept === concept);
  const [before, after] = [ofActive.slice(0, middle), ofActive.slice(middle + 1)];
  const turn = [...after, ...ofActive.slice(middle, middle + 1), ...before].map((token) => token.concept);
  return middle > 0 && ofPassive.every((token, at) => token.concept === turn[at]);
}

/** The verb's concept of `was sold by`. */
function passiveOf({ tokens }: GuardedText): string | undefined {
  const by = tokens.findIndex(({ word }, at) => word === 'by' && at > 1 && isParticiple(tokens[at - 1]));
  if (by < 0 || !tokens.slice(0, by).some(({ word }) => BE.has(word))) return undefined;
  return tokens[by - 1]?.concept;
}

function isParticiple(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'function' || token.kind === 'number') return false;
  return (
    /(?:ed|en|wn|ght|ft|ld|lt|nt|ng|id|de|un)$/.test(token.word) ||
    SAME_FORM.has(token.word) ||
    stem(token.word) !== token.word
  );
}

/** An active and a passive clause of one verb, in which the same things stand on the same sides of it. */
function sameSides(passive: readonly Item[], active: readonly Item[], verb: string): boolean {
  const atPassive = passive.findIndex(({ concept }) => concept === verb);
  const atActive = active.findIndex(({ concept }) => concept === verb);
  if (atPassive < 0 || atActive < 0) return false;
  const agents = passive.slice(atPassive + 1, atPassive + 3).map(({ concept }) => concept);
  const patients = passive.slice(Math.max(0, atPassive - 2), atPassive).map(({ concept }) => concept);
  const before = active.slice(0, atActive).map(({ concept }) => concept);
  const after = active.slice(atActive + 1).map(({ concept }) => concept);
  return (
    agents.some((agent) => after.includes(agent)) && patients.some((patient) => before.includes(patient))
  );
}

/** One word lost a preposition that another gained: from x to y, from y to x; the capital of x, the x of capital. */
function rolesSwapped(a: readonly Item[], b: readonly Item[]): boolean {
  const rolesA = rolesOf(a);
  const rolesB = rolesOf(b);
  const moved: string[] = [];
  const gained: string[] = [];
  for (const [concept, roles] of rolesA) {
    const others = rolesB.get(concept);
    if (others === undefined) continue;
    for (const role of roles) if (role !== '' && !others.has(role)) moved.push(role);
    for (const role of others) if (role !== '' && !roles.has(role)) gained.push(role);
  }
  return moved.some((role) => gained.includes(role));
}

/** One thing is behind `from` in one question and behind `to` in the other: said of lists and relations as well. */
function inverted(a: readonly Item[], b: readonly Item[]): boolean {
  const rolesB = rolesOf(b);
  for (const [concept, roles] of rolesOf(a)) {
    const others = rolesB.get(concept);
    if (others === undefined || roles.size !== 1 || others.size !== 1) continue;
    if (INVERSE.has(`${[...roles][0] ?? ''} ${[...others][0] ?? ''}`)) return true;
  }
  return false;
}

function rolesOf(items: readonly Item[]): Map<string, Set<string>> {
  const roles = new Map<string, Set<string>>();
  for (const { concept, role } of items) {
    const known = roles.get(concept);
    if (known === undefined) roles.set(concept, new Set([role]));
    else known.add(role);
  }
  return roles;
}

/** The same sequence but for two words that are not neighbours and have changed places. */
function exchanged(a: readonly Item[], b: readonly Item[]): boolean {
  if (a.length !== b.length) return false;
  const at: number[] = [];
  for (let index = 0; index < a.length; index++) {
    if (a[index]?.concept !== b[index]?.concept) at.push(index);
    if (at.length > 2) return false;
  }
  const [i, j] = at;
  return (
    i !== undefined &&
    j !== undefined &&
    j - i > 1 &&
    a[i]?.concept === b[j]?.concept &&
    a[j]?.concept === b[i]?.concept
  );
}

/** `the doctor calls the nurse or the patient`: what changed places is no pair of one list. */
function acrossList(
  a: GuardedText,
  b: GuardedText,
  itemsA: readonly Item[],
  itemsB: readonly Item[],
): boolean {
  const relates = ({ tokens }: GuardedText) =>
    tokens.some(({ word }) => SYMMETRIC.has(word) && !CONJUNCTION.test(word));
  if (relates(a) || relates(b) || !exchanged(itemsA, itemsB)) return false;
  const at = itemsA.flatMap(({ concept }, index) => (concept === itemsB[index]?.concept ? [] : [index]));
  return (at[1] ?? 0) - (at[0] ?? 0) > 2;
}

function isSymmetric({ tokens }: GuardedText): boolean {
  return tokens.some(
    ({ word }, at) => SYMMETRIC.has(word) || (word === 'close' && tokens[at + 1]?.word === 'to'),
  );
}

/** `who did x invite` asks for the guest, `who invited x` for the host. */
function askedAcross(a: GuardedText, b: GuardedText): boolean {
  const asks = (text: GuardedText) => ['who', 'which', 'what'].some((word) => text.words.has(word));
  const supports = (text: GuardedText) => ['do', 'does', 'did'].some((word) => text.words.has(word));
  const bare = (text: GuardedText) => !text.tokens.some(({ word }) => AUXILIARY.has(word));
  return asks(a) && asks(b) && supports(a) && bare(b) && a.intent === b.intent;
}
