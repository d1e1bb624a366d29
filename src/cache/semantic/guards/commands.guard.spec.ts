import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { commandsGuard } from './commands.guard.js';

describeGuard(commandsGuard, {
  differ: framed(
    `
    {}
    Please {}
    `,
    `
    transfer 500 dollars to my landlord | move 500 dollars to my landlord
    cancel my flight | please cancel my flight today
    freeze my card | freeze this card, it was stolen
    increase my limit | raise my limit
    close my account | terminate my account
    book my usual hotel | reserve my usual hotel
    dispute this charge | file a dispute for this charge
    refund order AB-1029 | refund my order AB-1029
    send $50 to Ana | pay Ana $50
    renew my subscription | renew my subscription for a year
    delete my profile | remove my profile
    upgrade my seat | upgrade me to a better seat
    restart this server | reset this server
    refill my prescription | renew my prescription
    approve my leave | submit my leave
    `,
  ),
  pass: [
    ...pairsOf(`
      How do I cancel my flight? | How can I cancel my flight?
      Can I cancel my flight? | Is it possible to cancel my flight?
      convert csv to json | csv to json convert
    `),
    ...framed('How do I {}?', 'delete my profile | remove my profile\n freeze my card | suspend my card'),
  ],
});
