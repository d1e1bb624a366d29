import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { datesGuard } from './dates.guard.js';

describeGuard(datesGuard, {
  differ: framed(
    `
    What is the weather in Lima {}?
    Which invoices are due {}?
    Are the shops open {}?
    Who is on call {}?
    Are there delays on the railway {}?
    `,
    `
    today | tomorrow
    today | yesterday
    last week | next week
    this month | last month
    in March | in May
    on Monday | on Tuesday
    on Friday | on Fridays in July
    this year | next year
    in Q1 | in Q3
    tonight | tomorrow
    in January | in June
    this weekend | next weekend
    on December 24 | on November 24
    on 2025-03-01 | on 2025-04-01
    next Monday | last Monday
    `,
  ),
  pass: pairsOf(`
    What is the weather in Lima today? | What is today's weather in Lima?
    Which invoices are due on December 31, 2025? | Which invoices are due on 31 Dec 2025?
    Which invoices are due on 2025-12-31? | Which invoices are due on December 31 2025?
    Are the shops open on Mondays? | Are the shops open on Monday?
    Are the shops open on Sun 5 May? | Are the shops open on Sunday May 5?
    Who is on call in Sept? | Who is on call in September?
    Which invoices were due the previous month? | Which invoices were due last month?
    May I take a day of leave? | Can I take a day of leave?
  `),
});
