import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { oppositesGuard } from './opposites.guard.js';

describeGuard(oppositesGuard, {
  differ: [
    ...framed(
      `
      How do I {} notifications?
      Why would a bank {} an account?
      When should I {} the service?
      Steps to {} a package
      `,
      `
      enable | disable
      turn on | turn off
      start | stop
      open | close
      add | remove
      import | export
      upload | download
      approve | reject
      `,
    ),
    ...pairsOf(`
      How do I increase my limit? | How do I decrease my limit?
      What raises blood pressure? | What lowers blood pressure?
      What is the maximum stay? | What is the minimum stay?
      Who is the sender of the parcel? | Who is the recipient of the parcel?
      sort the list ascending | sort the list descending
      What is the earliest flight? | What is the latest flight?
      What is the cheapest plan? | What is the dearest plan?
      Is it safe to swim here? | Is it dangerous to swim here?
      What does an employer pay? | What does an employee pay?
      Can I buy shares here? | Can I sell shares here?
      Is the left lane closed? | Is the right lane closed?
      Who won the match? | Who lost the match?
      What is the first train? | What is the last train?
      How do I upgrade my plan? | How do I downgrade my plan?
      Are inbound calls free? | Are outbound calls free?
      Are domestic flights on time? | Are international flights on time?
      What is a gross salary? | What is a net salary?
      encrypt a file in Go | decrypt a file in Go
      Is acute hepatitis common? | Is chronic hepatitis common?
      Is the light on? | Is the light off?
      Do I eat before the test? | Do I eat after the test?
      What are its strengths? | What are its weaknesses?
    `),
  ],
  pass: pairsOf(`
    How do I enable notifications? | How do I turn on notifications?
    How do I disable notifications? | How can I switch off notifications?
    How do I delete a row? | How do I remove a row?
    Is it legal to park here? | Is it lawful to park here?
    How do I become more polite? | How do I become less rude?
    When do I stop the treatment? | When do I halt the treatment?
  `),
});
