import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { freshnessGuard } from './freshness.guard.js';

describeGuard(freshnessGuard, {
  differ: framed(
    `
    {}?
    Hello, {}?
    `,
    `
    what is my balance right now | what is my current balance
    how much credit do I have now | what is my current credit
    where is my parcel right now | where is my parcel at the moment
    what is my heart rate today | what's my heart rate as of today
    which of my orders are open now | which of my orders are currently open
    how many leave days do I have today | how many leave days do I currently have
    is my flight on time today | is my flight today on time
    what is our latest build status | what's our latest build status now
    `,
  ),
  pass: [
    ...framed(
      '{}',
      "weather in Oslo today | today's weather in Oslo\n current time in Lima | time in Lima now",
    ),
    ...pairsOf(`
      How do I change my current address? | How can I change my current address?
      What is my balance? | what's my balance
    `),
  ],
});
