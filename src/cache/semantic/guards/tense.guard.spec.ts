import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { tenseGuard } from './tense.guard.js';

describeGuard(tenseGuard, {
  differ: framed(
    `
    {} a nurse?
    {} in the finance team?
    {} the owner of the flat?
    {} on the night shift?
    {} a customer of the bank?
    {} the maintainer of the library?
    `,
    `
    Is Ada | Was Ada
    Is Ada | Did Ada use to be
    Is Ada | Is Ada becoming
    Are they | Were they
    Is he | Was he formerly
    Is Ada | Is Ada no longer
    Has Ada been | Had Ada been
    Does Ada want to be | Did Ada want to be
    Is the driver | Was the driver
    Are you | Were you
      How should I store it? | How did I store it?
      Might it be a sprain? | Is it a sprain?
      Could I have a cold? | Do I have a cold?
    `,
  ),
  pass: pairsOf(`
    Is Ada a nurse? | Is Ada currently a nurse?
    Was Ada a nurse? | Was Ada really a nurse?
    Did Ada use to be a nurse? | Did Ada used to be a nurse?
    What will happen if I pay late? | What happens if I pay late?
    When will the parcel arrive? | When does the parcel arrive?
    Has the rent increased? | Did the rent increase?
    What did the coach say? | What has the coach said?
  `),
});
