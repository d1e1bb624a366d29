import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { intentGuard } from './intent.guard.js';

describeGuard(intentGuard, {
  differ: [
    ...framed(
      `
      {} cancel the subscription?
      {} extend the lease?
      {} restart the router?
      {} export the report?
      {} change the dosage?
      {} report a leak?
      `,
      `
      How do I | Why do I
      How do I | When do I
      How do I | Where do I
      Can I | How do I
      Can I | Why can I
      Can I | When can I
      Where do I | When do I
      How do I | How often do I
      Who can | Where can I
      `,
    ),
    ...pairsOf(`
      What is a mortgage? | Why is a mortgage?
      How long is the flight? | When is the flight?
      How many seats are free? | Which seats are free and why?
      Who is the manager? | Where is the manager?
      What causes migraine and why? | How is migraine treated?
      How much is shipping? | How is shipping?
    `),
  ],
  pass: pairsOf(`
    How do I cancel the subscription? | How to cancel the subscription
    How do I cancel the subscription? | What is the best way to cancel the subscription?
    How do I cancel the subscription? | What are the steps to cancel the subscription?
    How do I cancel the subscription? | If I want to cancel the subscription, what should I do?
    How do I cancel the subscription? | Can you tell me how to cancel the subscription?
    Why was the parcel delayed? | What is the reason the parcel was delayed?
    Why was the parcel delayed? | How come the parcel was delayed?
    When does the office open? | What time does the office open?
    How much is the annual fee? | What is the annual fee?
    What is the price of the plan? | How much does the plan cost?
    reset router | How do I reset the router?
    Can I bring a dog? | Is it possible to bring a dog?
    Please explain how to cancel the subscription | How do I cancel the subscription?
    What is the expiry date of the voucher? | When is the expiry date of the voucher?
    I would like to know how to cancel the subscription | How can I cancel the subscription?
    What payment methods do you accept? | Which payment methods are accepted?
  `),
});
