import { describeGuard, pairsOf } from '../../../../test/support/guard-cases.js';
import { prepositionsGuard } from './prepositions.guard.js';

describeGuard(prepositionsGuard, {
  differ: pairsOf(`
    Is it ready by Tuesday? | Is it ready on Tuesday?
    Will you reply within 2 days? | Will you reply on 2 days?
    Who speaks for the union? | Who speaks against the union?
    Who plays for Anna? | Who plays with Anna?
    Did they write to Omar? | Did they write about Omar?
    Is the shop near the station? | Is the shop under the station?
    How do I hike through the forest? | How do I hike around the forest?
    Can I pay with a voucher? | Can I pay for a voucher?
    Do I settle at delivery? | Do I settle for delivery?
    How do I port a number to you? | How do I port a number from you?
  `),
  pass: pairsOf(`
    What is the charge for a refill? | What is the charge of a refill?
    Is there a pool in the hotel? | Is there a pool at the hotel?
    Can I transfer points to a partner? | Can I transfer points into a partner?
    How do I order via the app? | How do I order through the app?
    Can I eat during the flight? | Can I eat on the flight?
    What is the rule about pets? | What is the rule on pets?
  `),
});
