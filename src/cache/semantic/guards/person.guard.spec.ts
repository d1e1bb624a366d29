import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { personGuard } from './person.guard.js';

describeGuard(personGuard, {
  differ: [
    ...framed(
      `
      How do I change {} address?
      Can I see {} medical record?
      Who approves {} leave?
      What is {} credit limit?
      When does {} contract end?
      Where is {} parcel?
      How do I renew {} passport?
      `,
      `
      my | her
      my | his
      his | her
      my | their
      his | their
      my | your
      her | our
      `,
    ),
    ...pairsOf(`
      If Omar and Lea met, would he like her? | If Omar and Lea met, would she like him?
      Did he call her? | Did she call him?
      Can he drive? | Can she drive?
      Was it his idea? | Was it her idea?
    `),
  ],
  pass: pairsOf(`
    How do I change my address? | How can I change my address?
    How do I change my address? | How do you change your address?
    How do we renew our passports? | How do I renew my passport?
    How does one renew a passport? | How do I renew a passport?
    What is her credit limit? | What's her credit limit?
    Can someone pick up my parcel? | Can somebody collect my parcel?
  `),
});
