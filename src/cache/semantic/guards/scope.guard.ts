import { type Guard, type GuardedText } from './guard.js';
import { wordSet } from './words/word-set.js';

const ONLY = wordSet('only solely exclusively alone');
const ALL = wordSet('all every each everyone everybody everything entire whole always');
const PART = wordSet('some someone somebody something part partly sometimes several few');
const AVAILABLE = /^(?:available|existing|required|recommended|necessary)$/;
const MANY = wordSet('many several most few');
const MAY = wordSet('can could may might able possible allowed permitted cannot');
const MUST = wordSet('must shall required require mandatory obligatory necessary');
const SHOULD = wordSet('should ought');
/** After these `one` is a person: `how does one pay`. */
const BEFORE_PERSON = wordSet(
  'does do did can could should must would may might if when the this that which no any every',
);

/** How much of a thing is asked for (only, all, some), and whether it may be done or must be. */
export const scopeGuard: Guard = {
  name: 'scope',
  differ(a, b) {
    if (has(a, ONLY) !== has(b, ONLY)) return { reason: 'one question is about this only' };
    const partAgainstAll = (x: GuardedText, y: GuardedText) => has(x, ALL) && !has(y, ALL) && has(y, PART);
    if (partAgainstAll(a, b) || partAgainstAll(b, a))
      return { reason: 'one question is about all, one about some' };
    if (has(a, ALL) !== has(b, ALL) && quantifies(a, b)) return { reason: 'one question is about all' };
    if (a.intent === 'yesno' && b.intent === 'yesno' && amountOf(a) !== amountOf(b)) {
      return { reason: 'one question is about some or many' };
    }
    if (countsOne(a, b) || countsOne(b, a)) return { reason: 'one question is about a single one' };
    if (attributes(a, b) || attributes(b, a))
      return { reason: 'one question is about what is there or available' };
    return modalsDiffer(a, b) || modalsDiffer(b, a)
      ? { reason: 'one question is whether it may be, one whether it must' }
      : undefined;
  },
};

function has(text: GuardedText, list: ReadonlySet<string>): boolean {
  return text.tokens.some(({ word }) => list.has(word));
}

/** Search phrases and instructions say `all` as they please: `show all invoices`, `invoices`. */
function quantifies(a: GuardedText, b: GuardedText): boolean {
  const asks = ({ intent }: GuardedText) => /^(?:yesno|what|who|howmuch|howmany)$/.test(intent);
  return asks(a) && asks(b);
}

/** `some` behind `there are` and `have` says no more than the plural. */
function amountOf({ tokens }: GuardedText): string {
  const found = tokens.find(
    ({ word }, at) =>
      (MANY.has(word) || word === 'some') &&
      !(word === 'some' && /^(?:there|have|get|need)$/.test(tokens[at - 1]?.word ?? '')),
  );
  return found?.word ?? '';
}

/** `available seats` are not all seats, `existing customers` not all customers; `are seats available` is wording. */
function attributes(a: GuardedText, b: GuardedText): boolean {
  if (b.tokens.some(({ word }) => AVAILABLE.test(word))) return false;
  return a.tokens.some(({ word }, at) => {
    if (!AVAILABLE.test(word)) return false;
    const next = a.tokens[at + 1];
    return next?.kind === 'content' || (a.intent === 'howmany' && next === undefined);
  });
}

/** `one tablet` counts, `a tablet` and `tablets` do not. */
function countsOne(a: GuardedText, b: GuardedText): boolean {
  if (b.words.has('one') || b.tokens.some(({ kind, value }) => kind === 'number' && value === 1))
    return false;
  return a.tokens.some(({ word }, at) => {
    if (word !== 'one' || BEFORE_PERSON.has(a.tokens[at - 1]?.word ?? '')) return false;
    const next = a.tokens[at + 1];
    return next !== undefined && (next.word === 'of' || next.kind === 'content');
  });
}

function modalsDiffer(a: GuardedText, b: GuardedText): boolean {
  // `how can I`, `how should I` and `how must I` ask for the one way.
  if (a.intent === 'how' || b.intent === 'how' || a.intent === 'none' || b.intent === 'none') return false;
  const may = has(a, MAY);
  const must = has(a, MUST);
  const should = has(a, SHOULD);
  if (may && !must && has(b, MUST) && !has(b, MAY)) return true;
  if (may && !should && has(b, SHOULD) && !has(b, MAY)) return /^(?:yesno|what|when)$/.test(a.intent);
  return should && !must && has(b, MUST) && !has(b, SHOULD) && a.intent === 'yesno' && b.intent === 'yesno';
}
