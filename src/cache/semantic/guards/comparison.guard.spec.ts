import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { comparisonGuard } from './comparison.guard.js';

describeGuard(comparisonGuard, {
  differ: [
    ...framed(
      `
      Which plans cost {} 50 euros a month?
      orders of {} 20 items
      Is a notice of {} 3 months usual?
      loans of {} 10,000 dollars
      `,
      `
      more than | less than
      at least | at most
      over | under
      no more than | no less than
      up to | at least
      above | below
      more than | at least
      `,
    ),
    ...pairsOf(`
      Which phone uses more power? | Which phone uses less power?
      Which city is the most expensive? | Which city is the least expensive?
      Can I eat before the scan? | Can I eat after the scan?
      Can I pay until Friday? | Can I pay after Friday?
      Is it good to drink coffee? | Is it good to drink too much coffee?
      How do I earn double points? | How do I earn points?
      Is half a tablet effective? | Is a tablet effective?
      Which roles pay more? | Which roles pay?
      What is the most popular route? | What is the least popular route?
      What did the company do before the merger? | What did the company do after the merger?
    `),
  ],
  pass: pairsOf(`
    Which plans cost more than 50 euros? | Which plans cost over 50 euros?
    Which plans cost less than 50 euros? | Which plans cost under 50 euros?
    Can I eat before the scan? | Can I eat prior to the scan?
    Can I learn more about roaming? | Can I learn about roaming?
    flats with at least 3 rooms | flats with no less than 3 rooms
    restaurants rated ≥ 4 | restaurants rated at least 4
    Can I pay till Friday? | Can I pay until Friday?
    How do I become more brave? | How do I become less fearful?
  `),
});
