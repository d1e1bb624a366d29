import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { modifiersGuard } from './modifiers.guard.js';

describeGuard(modifiersGuard, {
  differ: [
    ...framed(
      `
      What is the fee for a {} account?
      How do I open a {} account?
      Can my company offer a {} account?
      `,
      `
      savings | joint savings
      savings | business savings
      savings | student savings
      savings | foreign savings
      savings | dormant savings
      `,
    ),
    ...framed(
      `
      Is Ada {}?
      Is it common to be {}?
      Should one hire {}?
      `,
      `
      a nurse | a bad nurse
      a nurse | a retired nurse
      a nurse | an English nurse
      a pilot | an aspiring pilot
      an author | an outstanding author
      a driver | a licensed driver
      `,
    ),
    ...pairsOf(`
      How do I book a flight? | How do I book a direct flight?
      What are the symptoms of diabetes? | What are the symptoms of gestational diabetes?
      open source license list | open source copyleft license list
      download my invoice | download my invoice template
      What is the roaming charge? | What is the roaming data charge?
      How do I parse a date in Java? | How do I parse a relative date in Java?
      Is a visa needed for Peru? | Is a transit visa needed for Peru?
      Can I return shoes? | Can I return worn shoes?
      Who approves leave? | Who approves unpaid leave?
      How do I treat a burn? | How do I treat a chemical burn?
      What is the notice period? | What is the notice period in probation?
      parental leave policy | parental leave policy exceptions
    `),
  ],
  pass: pairsOf(`
    Is Ada a nurse? | Is Ada actually a nurse?
    How do I book a flight? | Please, how do I book a flight?
    How do I book a flight? | Hi, how exactly do I book a flight?
    Is the lift working? | Is the lift currently working?
    export notion pages to markdown in bulk | notion to markdown bulk export
    What documents do I need to open a savings account? | What is required to open a savings account?
    What is the daily limit on a savings account? | What is the daily limit on savings?
  `),
});
