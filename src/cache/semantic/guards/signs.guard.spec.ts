import { describeGuard, pairsOf } from '../../../../test/support/guard-cases.js';
import { createGuards } from './guard-set.js';
import { signsGuard } from './signs.guard.js';

describeGuard(signsGuard, {
  differ: pairsOf(`
    Is it safe 👍 | Is it safe 👎
    Is the 🔴 lamp on? | Is the 🟢 lamp on?
    Do I pay 10²? | Do I pay 102?
    Do I pay 5€? | Do I pay 5₽?
    Is it ≠ 5? | Is it = 5?
    Is x == y allowed? | Is x != y allowed?
    Is grade A+ enough? | Is grade A- enough?
    Is blood type A+ rare? | Is blood type A rare?
    What is 2+2? | What is 2*2?
    What is 5/2? | What is 5-2?
    What does ^ do? | What does * do?
    Is ♂ meant? | Is ♀ meant?
    Is it saf\u200be? | Is it safe?
  `),
  pass: pairsOf(`
    Where is the café – the new one? | Where is the café - the new one?
    What is 2 + 2? | what is 2+2
    What does "open" mean… | What does “open” mean
  `),
});

describe('texts without words', () => {
  it.each([
    ['', ' '],
    ['?', ' ? '],
  ])('are one but for white space: %j, %j', (a, b) => {
    expect(createGuards().check(a, b)).toEqual({ pass: true });
  });

  it.each([
    ['', '?'],
    ['?', '!'],
    ['👍', '👎'],
    ['', 'a'],
  ])('are different else: %j, %j', (a, b) => {
    expect(createGuards().check(a, b).pass).toBe(false);
  });
});
