import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { orderGuard } from './order.guard.js';

describeGuard(orderGuard, {
  differ: [
    ...framed(
      `
      {}
      Tell me: {}
      `,
      `
      How do I move money from savings to checking? | How do I move money from checking to savings?
      How long is the flight from Oslo to Rome? | How long is the flight from Rome to Oslo?
      convert pounds to euros | convert euros to pounds
      How do I migrate from Vue to React? | How do I migrate from React to Vue?
      Is Ana taller than Mia? | Is Mia taller than Ana?
      Is gold heavier than lead? | Is lead heavier than gold?
      Does Ana manage Mia? | Does Mia manage Ana?
      Did the bank sue the client? | Did the client sue the bank?
      Did Ana sell the boat? | Was Ana sold by the boat?
      Does Ana hurt Mia? | Is Ana hurt by Mia?
      Was the nurse trained by the doctor? | Was the doctor trained by the nurse?
      What is the tax of a gift for a company? | What is the gift of a tax for a company?
      Do I take the tablet before the meal? | Do I take the meal before the tablet?
      translate German to Danish | translate Danish to German
      Does heat cause rust? | Does rust cause heat?
      Can a tenant evict a lodger? | Can a lodger evict a tenant?
      Did Ana write the letter? | Was Ana written by the letter?
      Does the app call the server? | Does the server call the app?
      Is the train faster than the bus? | Is the bus faster than the train?
      How do I send mail from Gmail to Outlook? | How do I send mail from Outlook to Gmail?
      trains to Lyon | trains from Lyon
      How do I ship to Peru? | How do I ship from Peru?
      Does Java compile to Kotlin? | Does Kotlin compile to Java?
      Can the parent inherit from the child? | Can the child inherit from the parent?
      Did the insurer pay the hospital? | Was the insurer paid by the hospital?
      Does Ana mentor Mia? | Is Ana mentored by Mia?
      How do I map XML to JSON? | How do I map JSON to XML?
      Do dogs chase cats? | Are dogs chased by cats?
      Does the tumour press the nerve? | Does the nerve press the tumour?
      Can the manager report the intern? | Can the intern report the manager?
      Is a square a rectangle? | Is a rectangle a square?
      Which dog has the bone? | Which bone has the dog?
      Is Bob Anna's boss? | Is Anna Bob's boss?
      Does Anna trust Ben? | Does Ben trust Anna?
      Are all cats animals? | Are all animals cats?
      convert usd eur | convert eur usd
      Did the judge call the clerk or the guard? | Did the guard call the clerk or the judge?
      How do I pay my employees? | How do my employees pay?
      Is there a bus from Oslo to Lima and a train? | Is there a bus from Lima to Oslo and a train?
    `,
    ),
  ],
  pass: pairsOf(`
    How long is the flight from Oslo to Rome? | How long is the flight to Rome from Oslo?
    Did Ana write the letter? | Was the letter written by Ana?
    Does Ana manage Mia? | Is Mia managed by Ana?
    Did the insurer pay the hospital? | Was the hospital paid by the insurer?
    Is Ana married to Leo? | Is Leo married to Ana?
    Is Ana related to Leo? | Is Leo related to Ana?
    What is the difference between tea and coffee? | What is the difference between coffee and tea?
    compare Rust and Go | compare Go and Rust
    Is Ana a lawyer and a pilot? | Is Ana a pilot and a lawyer?
    sort a list in python | python sort a list
    weather in Lima today | today weather Lima
    steps to migrate from Vue to React | migrate from Vue to React steps
    docker networking guide | guide to docker networking
    Is Ana a friend of Leo? | Is Leo a friend of Ana?
    How do dogs chase cats? | How are cats chased by dogs?
    Is lunch included in the fare? | Does the fare include lunch?
    How do I track a parcel? | How can a parcel be tracked?
    Is Maria a Chilean painter? | Is Maria a painter and Chilean?
  `),
});
