import { describeGuard, pairsOf } from '../../../../test/support/guard-cases.js';
import { wordClassGuard } from './word-class.guard.js';

describeGuard(wordClassGuard, {
  differ: pairsOf(`
    Where is my order? | Where do I order?
    Where is the park? | Where can I park?
    When is the test? | When do I test?
    Where is your report? | Where should I report?
    How is my claim? | How do I claim?
    When was the visit? | When should we visit?
  `),
  pass: pairsOf(`
    Is there a charge for bags? | Do you charge for bags?
    What is the cost of a stamp? | What does a stamp cost?
    Where is my order? | Where's my order?
    Where can I park? | Where do I park?
  `),
});
