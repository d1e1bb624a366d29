import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { negationGuard } from './negation.guard.js';

describeGuard(negationGuard, {
  differ: [
    ...framed(
      `
      Which of our plans {} covered by the warranty?
      What happens if the invoice {} paid by the bank?
      Why {} the parcels delivered on Sunday?
      `,
      `
      is | is not
      are | aren't
      was | was never
      `,
    ),
    ...framed(
      `
      How do I {} a device?
      Why would a bank {} an account?
      Steps to {} a package
      `,
      `
      lock | unlock
      activate | deactivate
      block | unblock
      install | uninstall
      freeze | unfreeze
      subscribe to | unsubscribe from
      connect | disconnect
      `,
    ),
    ...pairsOf(`
      What are its advantages? | What are its disadvantages?
      Should I take this with food? | Should I not take this with food?
      Does the plan include roaming? | Does the plan not include roaming?
      Is it safe to fly while pregnant? | Is it safe not to fly while pregnant?
      Can I travel with a visa? | Can I travel without a visa?
      Is my order eligible for returns? | Is my order ineligible for returns?
      Which cards are accepted? | Which cards are not accepted?
      Who is insured? | Who is uninsured?
      Is the ticket refundable? | Is the ticket non-refundable?
      Which tests are covered? | Which tests aren't covered?
      Is the symptom typical? | Is the symptom atypical?
      Are interns paid? | Are interns unpaid?
      list drugs with side effects | list drugs with no side effects
      all countries except France | all countries and France
      Can employees work remotely? | Can employees never work remotely?
      Why does the build work on Linux? | Why doesn't the build work on Linux?
      return rows with nulls | return rows without nulls
      Is the medication harmful? | Is the medication harmless?
      Is the connection stable? | Is the connection unstable?
      foods that are safe for celiacs | foods that are unsafe for celiacs
      Is the claim valid? | Is the claim invalid?
      Did the patient respond? | Did the patient not respond?
      Is the user authorized? | Is the user unauthorized?
      Why is my reply visible? | Why is my reply invisible?
      Is the change reversible? | Is the change irreversible?
      Is the contract legal? | Is the contract illegal?
      Is this account verified? | Is this account unverified?
      Is a helmet needed? | Is no helmet needed?
      Is anybody allowed in? | Is nobody allowed in?
      How do I sort with duplicates? | How do I sort without duplicates?
      Do I need a doctor's note? | Don't I need no doctor's note?
    `),
  ],
  pass: pairsOf(`
    Why can't I log in? | Why can not I log in?
    Why isn't my card accepted? | Why is my card not accepted?
    Which orders are not eligible for returns? | Which orders are ineligible for returns?
    Which tickets are not refundable? | Which tickets are non-refundable?
    Why doesnt the app start? | Why doesn't the app start?
    Can I travel without a visa? | Is it possible to travel without a visa?
    How can I become more visible? | How can I become less invisible?
    I cannot open the file, why? | Why can't I open the file?
  `),
});
