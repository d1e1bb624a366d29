import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { identifiersGuard } from './identifiers.guard.js';

describeGuard(identifiersGuard, {
  differ: [
    ...framed(
      `
      What is the status of {}?
      Who opened {}?
      How do I migrate from {}?
      Show the history of {}
      `,
      `
      order AB-1029 | order AB-1092
      ticket #X77 | ticket #X78
      case LN-55A | case LN-55
      version 2.4.1 | version 2.4.2
      v3.1 | v3.2
      jane@example.com | john@example.com
      https://example.com/a | https://example.com/b
      flight LH1201 | flight LH1210
      branch 0471 | branch 0472
      claim 12-AB-9 | claim 12-AB-8
      site:example.org | site:example.net
      C++ | C#
      ES2019 | ES2021
      room B12 | room B21
      `,
    ),
    ...pairsOf(`
      How do I search for "out of stock"? | How do I search for "in stock"?
      Translate 'good evening' | Translate 'good morning'
      What does error E1042 mean? | What does error E1024 mean?
    `),
  ],
  pass: pairsOf(`
    What is the status of order #AB-1029? | What is the status of order AB-1029?
    What is the status of order ab-1029? | Status of order AB-1029
    Can you check the status of claim CL-881? | What is the status of claim CL-881?
    Who opened ticket X77? | Who opened X77?
    Translate 'good evening' to French | Translate "good evening" to French
    How do I search for "out of stock"? | How do I search for 'out of stock'?
    What does error E1042 mean? | what is the meaning of error E1042
    Write to jane@example.com | write to Jane@Example.com
  `),
});
