import { align } from './align.js';
import { type Guard, type GuardedText, type Token } from './guard.js';
import { stem } from './text/stem.js';
import { wordSet } from './words/word-set.js';

const ROLES = wordSet(
  'from to into onto than before after by of for with in on at about via without insteadof',
);
const BE = wordSet('is are was were be been being am get gets got getting');
/** Relations that hold both ways, and lists. */
const SYMMETRIC = wordSet(
  'and or vs versus between compare comparison comparing difference different differ same similar similarity equal',
  'married friend friends friendly related relative relatives connected sibling siblings brothers sisters neighbors',
  'neighbours partners engaged dating adjacent compatible identical equivalent cousins colleagues together meet',
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
    if (isSymmetric(a) && isSymmetric(b)) return undefined;
    if (rolesSwapped(ofA, ofB)) return { reason: 'two things have changed roles' };
    return exchanged(ofA, ofB) ? { reason: 'two things have changed places' } : undefined;
  },
};

interface Item {
  readonly concept: string;
  /** The preposition before it, with no content word between. */
  readonly role: string;
}

function itemsOf(text: GuardedText, renamed: ReadonlyMap<string, string>): readonly Item[] {
  const items: Item[] = [];
  let role = '';
  for (const { kind, word, concept } of text.tokens) {
    if (kind === 'function') {
      if (ROLES.has(word)) role = word;
    } else if (kind !== 'filler' && kind !== 'light') {
      items.push({ concept: renamed.get(concept) ?? concept, role });
      role = '';
    }
  }
  return items;
}

/** The verb's concept of `was sold by`. */
function passiveOf({ tokens }: GuardedText): string | undefined {
  const by = tokens.findIndex(({ word }, at) => word === 'by' && at > 1 && isParticiple(tokens[at - 1]));
  if (by < 0 || !tokens.slice(0, by).some(({ word }) => BE.has(word))) return undefined;
  return tokens[by - 1]?.concept;
}

function isParticiple(token: Token | undefined): boolean {
  if (token === undefined || (token.kind !== 'content' && token.kind !== 'light')) return false;
  return /(?:ed|en|wn|ght|ft|ld|lt|nt|ng|id|de|un)$/.test(token.word) || stem(token.word) !== token.word;
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

function isSymmetric({ tokens }: GuardedText): boolean {
  return tokens.some(
    ({ word }, at) => SYMMETRIC.has(word) || (word === 'close' && tokens[at + 1]?.word === 'to'),
  );
}
