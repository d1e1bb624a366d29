import { type Guard, type GuardedText } from './guard.js';

const NOW = /^(?:now|current|currently|today|latest|presently|tonight|live)$/;
const OWN = /^(?:i|my|mine|our|we|me)$/;

/** One's own state at this very moment: each asking wants a new look, whatever the wording. */
export const freshnessGuard: Guard = {
  name: 'freshness',
  differ(a, b) {
    return ownNow(a) && ownNow(b) ? { reason: 'both ask for the state of this moment' } : undefined;
  },
};

function ownNow({ tokens, intent }: GuardedText): boolean {
  if (intent === 'how' || intent === 'why') return false;
  return tokens.some(({ word }) => NOW.test(word)) && tokens.some(({ word }) => OWN.test(word));
}
