import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { particlesGuard } from './particles.guard.js';

describeGuard(particlesGuard, {
  differ: [
    ...framed(
      `
      Is my parcel {} in the depot?
      Does the lamp {} flicker?
      Can I {} claim the bonus?
      `,
      `
      still | 
      again | 
      already | still
      already | again
      even | 
      `,
    ),
    ...pairsOf(`
      Which other colours do you sell? | Which colours do you sell?
      May another driver use the van? | May a driver use the van?
      Do I keep the same seat? | Do I get another seat?
      Do both owners have to sign? | Do the owners have to sign?
      Can either owner sell? | Can both owners sell?
      How do I put the dishes away? | How do I put the dishes ahead?
    `),
  ],
  pass: pairsOf(`
    Are both cats and dogs welcome? | Are cats and dogs welcome?
    Can I pay with either cash or card? | Can I pay with cash or card?
    How far away is the station? | How far is the station?
    Is another bag allowed? | Are other bags allowed?
    Do you also repair bikes? | Do you repair bikes?
  `),
});
