import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { unitsGuard } from './units.guard.js';

describeGuard(unitsGuard, {
  differ: [
    ...framed(
      `
      Is {} too much for a child?
      How do I convert {} in a spreadsheet?
      What does a parcel of {} cost to ship?
      Is there a limit of {} per order?
      `,
      `
      5 mg | 5 g
      10 kg | 10 lb
      100 °F | 100 °C
      3 days | 3 weeks
      20 minutes | 20 hours
      50 dollars | 50 euros
      $30 | €30
      £9 | $9
      2 liters | 2 gallons
      6 feet | 6 meters
      5 percent | 5 dollars
      8 GB | 8 MB
      4 km | 4 miles
      12 inches | 12 cm
      250 mcg | 250 mg
      30 ml | 30 l
      `,
    ),
    ...pairsOf(`
      distance to the airport in kilometers | distance to the airport in miles
      show the weight in pounds | show the weight in kilograms
      what is the price in euros | what is the price in dollars
    `),
  ],
  pass: pairsOf(`
    Does a parcel of 1 kg cost more? | Does a parcel of 1000 g cost more?
    Is 0.5 g a safe dose? | Is 500 mg a safe dose?
    Is 500mg a safe dose? | Is 500 mg a safe dose?
    How long is a 90 minute flight? | How long is a 1.5 hour flight?
    Is 2 weeks enough notice? | Is 14 days enough notice?
    What is the fee on a 12 month contract? | What is the fee on a 1 year contract?
    Can I carry 100 ml on board? | Can I carry 0.1 litres on board?
    Is 1.5 km walkable? | Is 1500 meters walkable?
    What does $20 buy? | What does 20 USD buy?
    Is 5% a good rate? | Is 5 percent a good rate?
    What is the 30-year rate? | What is the 30 year rate?
    distance to the airport in km | distance to the airport in kilometres
  `),
});
