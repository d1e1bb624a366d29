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
    What tips did I give him? | What tips did he give me?
    Do I call them? | Do they call me?
    Do they need permits? | Do we need permits?
    What did I say? | What did you say?
    How old am I? | How old are you?
    Does it hurt me? | Does it hurt you?
    What is a lease? | What is my lease?
    `),
  ],
  pass: pairsOf(`
    How do I change my address? | How can I change my address?
    How do I change my address? | How do you change your address?
    How do we renew our passports? | How do I renew my passport?
    How does one renew a passport? | How do I renew a passport?
    What is her credit limit? | What's her credit limit?
    Can someone pick up my parcel? | Can somebody collect my parcel?
    Can I change my delivery address? | Can my delivery address be changed?
    How do you peel a mango? | How do I peel a mango?
  `),
});
