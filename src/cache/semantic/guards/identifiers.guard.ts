import { sameMembers, sameSet } from './counts.js';
import { type Guard, type GuardedText } from './guard.js';

/** Codes, versions, addresses, search operators and quotations: equal as they are written, or different. */
export const identifiersGuard: Guard = {
  name: 'identifiers',
  differ(a, b) {
    if (!sameSet(identifiersOf(a), identifiersOf(b))) return { reason: 'an identifier differs' };
    // Quotation marks may be left out; where both have them, what they enclose is meant to the letter.
    return a.quotes.length === b.quotes.length && !sameMembers(a.quotes, b.quotes)
      ? { reason: 'a quotation differs' }
      : undefined;
  },
};

function identifiersOf(text: GuardedText): ReadonlySet<string> {
  return new Set(text.tokens.filter(({ kind }) => kind === 'identifier').map(({ concept }) => concept));
}
