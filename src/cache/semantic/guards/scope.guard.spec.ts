import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { scopeGuard } from './scope.guard.js';

describeGuard(scopeGuard, {
  differ: [
    ...framed(
      `
      Are {} covered by the warranty?
      Is it true that {} are taxed?
      Do {} expire?
      `,
      `
      all batteries | batteries
      all batteries | some batteries
      every battery | a battery
      only batteries | batteries
      all vouchers | vouchers
      only vouchers | vouchers
      some vouchers | all vouchers
      all deposits | deposits
      all bonuses | some bonuses
      only bonuses | bonuses
      `,
    ),
    ...framed(
      `
      {} pay tax on tips?
      {} see a doctor for a cold?
      {} declare cash at the border?
      {} close the ticket?
      {} fast before a blood test?
      {} carry an identity card?
      `,
      `
      Can I | Should I
      Can I | Must I
      May I | Do I have to
      Am I allowed to | Am I required to
      `,
    ),
    ...pairsOf(`
      Which rooms have only a shower? | Which rooms have a shower?
      Show some of the invoices | Show all of the invoices
      Does the plan cover the whole family? | Does the plan cover the family?
      Is everyone insured? | Is someone insured?
      Do some bees sting? | Do bees sting?
      Do many bees sting? | Do bees sting?
      Are there few seats? | Are there a few seats?
      Which plans include all calls? | Which plans include calls?
      Is one tablet enough? | Are tablets enough?
      Is one of the doors open? | Are the doors open?
      Are there available seats? | Are there seats?
      How do existing tenants apply? | How do tenants apply?
      How many rooms are available? | How many rooms are there?
      What can I carry? | What must I carry?
      When should I depart? | When can I depart?
      Who must sign? | Who may sign?
      Should I sign? | Must I sign?
    `),
  ],
  pass: pairsOf(`
    Is it possible to pay in cash? | Can I pay in cash?
    Am I allowed to bring a dog? | May I bring a dog?
    Do I need to book? | Must I book?
    Do I have to carry a passport? | Am I required to carry a passport?
    Are all batteries covered? | Is every battery covered?
    Are there any fees for transfers? | Are there fees for transfers?
    Show all unpaid invoices | Show me all unpaid invoices
    Are there some discounts for pupils? | Are there discounts for pupils?
    How does one open a jar? | How do I open a jar?
    Where can I park a van? | Where should I park a van?
    Are seats available? | Are there seats available?
  `),
});
