import { type Guard, type GuardedText } from './guard.js';
import { wordSet } from './words/word-set.js';

const ONLY = wordSet('only solely exclusively alone');
const ALL = wordSet('all every each everyone everybody everything entire whole always');
const PART = wordSet('some someone somebody something part partly sometimes several few');
const CAN = wordSet('can could may might able possible allowed permitted cannot');
const MUST = wordSet('must should shall ought required mandatory obligatory necessary');

/** How much of a thing is asked for (only, all, some), and whether it may be done or must be. */
export const scopeGuard: Guard = {
  name: 'scope',
  differ(a, b) {
    if (has(a, ONLY) !== has(b, ONLY)) return { reason: 'one question is about this only' };
    const partAgainstAll = (x: GuardedText, y: GuardedText) => has(x, ALL) && !has(y, ALL) && has(y, PART);
    if (partAgainstAll(a, b) || partAgainstAll(b, a))
      return { reason: 'one question is about all, one about some' };
    if (has(a, ALL) !== has(b, ALL) && a.intent === 'yesno' && b.intent === 'yesno') {
      return { reason: 'one question is about all' };
    }
    if (a.intent === 'yesno' && b.intent === 'yesno' && (mayNotMust(a, b) || mayNotMust(b, a))) {
      return { reason: 'one question is whether it may be, one whether it must' };
    }
    return undefined;
  },
};

function has(text: GuardedText, list: ReadonlySet<string>): boolean {
  return text.tokens.some(({ word }) => list.has(word));
}

function mayNotMust(a: GuardedText, b: GuardedText): boolean {
  return has(a, CAN) && !has(a, MUST) && has(b, MUST) && !has(b, CAN);
}
