import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { numbersGuard } from './numbers.guard.js';

describeGuard(numbersGuard, {
  differ: [
    ...framed(
      `
      What is the fee for a transfer of {} dollars?
      How do I pay {} dollars in instalments?
      Can I get a refund after {} weeks?
      Show the top {} suppliers by revenue
      Is a {} day notice period legal?
      data plan with {} gigabytes for roaming
      `,
      `
      5 | 10
      two | three
      500 | 5,000
      1.5 | 15
      twenty five | twenty six
      2k | 3k
      a hundred | two hundred
      12 | 21
      7 | 7.5
      forty | fourteen
      `,
    ),
    ...pairsOf(`
      What changed in the 2021 tax rules? | What changed in the 2022 tax rules?
      Hotels for 2 adults and 3 children | Hotels for 3 adults and 2 children
      When does gate 14 open? | When does gate 41 open?
      Explain HTTP status 403 | Explain HTTP status 404
      What is the salary band for grade 7? | What is the salary band for grade 8?
      How do I retry a request 3 times in Java? | How do I retry a request in Java?
      Is paracetamol safe at week 12? | Is paracetamol safe at week 20?
      flights under 300 euros to Oslo | flights under 400 euros to Oslo
      Shops open at 7 pm near me | Shops open at 9 pm near me
      Can I check in at 14:00? | Can I check in at 15:00?
      What does a temperature of -5 mean? | What does a temperature of 5 mean?
      What does a temperature of −5 mean? | What does a temperature of 5 mean?
      Is a dose of .5 mg usual? | Is a dose of 5 mg usual?
      Is (.25 mg) a usual dose? | Is (25 mg) a usual dose?
      Is a dose of ,5 mg usual? | Is a dose of 5 mg usual?
      Is 1 .5 ml too much? | Is 1 5 ml too much?
      Is a count of 10² high? | Is a count of 102 high?
      Is 10⁻² mol too much? | Is 10-2 mol too much?
      Are 1½ tablets too many? | Are 11⁄2 tablets too many?
      Is a blood pressure of 120/80 high? | Is a blood pressure of 80/120 high?
      Is a reading of 5/3 right? | Is a reading of 3/5 right?
    `),
  ],
  pass: pairsOf(`
    How long is the 14 day trial? | How long is the fourteen day trial?
    Show me the top ten suppliers | Show me the top 10 suppliers
    What is the fee for 1,000 dollars? | What is the fee for $1000?
    What is the fee for $2k? | What is the fee for 2,000 dollars?
    Can I cancel after three months? | After 3 months, can I cancel?
    Rooms for 2 adults and 3 children | Rooms for 3 children and 2 adults
    What is the cost of two million messages? | What is the cost of 2 million messages?
    Shops open at 7pm | Shops open at 7 PM
    Summarise this in one sentence | Summarise this in 1 sentence
    Is a dose of .5 mg usual? | Is a dose of 0.5 mg usual?
    Is a count of 10² high? | is a count of 10² high
    Is a pressure of 120/80 high? | Is a high pressure 120/80?
  `),
});
