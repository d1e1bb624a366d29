import { type Guard, type GuardedText } from './guard.js';
import { wordSet } from './words/word-set.js';

const EFFECTS = wordSet(
  'transfer move send pay cancel close freeze unfreeze lock unlock block unblock dispute file increase raise decrease',
  'lower order book reserve buy sell delete remove wire withdraw deposit disable enable activate deactivate schedule',
  'reschedule submit approve reject refund return renew upgrade downgrade subscribe unsubscribe terminate add set',
  'update change reset start stop open report request apply suspend resume waive charge dispatch ship deploy restart',
  'prescribe refill discharge admit assign hire fire escalate replace redeem exchange',
);
const OWN = /^(?:my|our|this|that|me|us)$/;
const BEFORE =
  /^(?:please|kindly|now|just|immediately|i|want|would|like|to|need|must|can|could|you|hi|hello|hey)$/;

/** Orders to do something. An order has an effect, not an answer: one may not be answered with another's. */
export const commandsGuard: Guard = {
  name: 'commands',
  differ(a, b) {
    return isOrder(a) && isOrder(b) ? { reason: 'both ask for something to be done' } : undefined;
  },
};

/** A verb of effect first, on something of one's own, an amount or a numbered thing. */
function isOrder({ tokens, intent, words }: GuardedText): boolean {
  if (intent !== 'none' && intent !== 'yesno') return false;
  const first = tokens.findIndex(({ word }) => !BEFORE.test(word));
  const verb = tokens[first];
  if (verb === undefined || !EFFECTS.has(verb.word)) return false;
  // `can i cancel` and `can you cancel` differ: only the second asks for it to be done.
  if (intent === 'yesno' && !words.has('you')) return false;
  return tokens
    .slice(first + 1)
    .some(
      (token) =>
        OWN.test(token.word) ||
        token.kind === 'identifier' ||
        /^(?:usd|eur|gbp|jpy|inr):/.test(token.concept),
    );
}
