import fc from 'fast-check';
import { pairsOf } from '../../../../test/support/guard-cases.js';
import { createGuards, GENERAL_GUARD_NAMES } from './guard-set.js';
import { type Guard } from './guard.js';
import { LONGEST_GUARDED_TEXT, readText } from './read-text.js';

const guards = createGuards();

/** Texts that look like questions, of words that the guards know, so that they meet each other's rules. */
const WORDS =
  `how why when what can i my your not never without before after more less at least most only all some and or to from
  by is was did used enable disable eligible ineligible account card 5 10 mg g kg two three AB-12 v2.1 Anna Mary today
  tomorrow last week March "quoted" cancel right now der nicht ? , $5 10% 7pm 14:30 the a of for close to married`.split(
    /\s+/,
  );
const question = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' '));
const anyText = fc.oneof(
  question,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

describe('GuardSet', () => {
  it('is symmetric in every verdict, reason included', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(guards.check(a, b)).toEqual(guards.check(b, a));
      }),
      { numRuns: 2000 },
    );
  });

  it('lets every text pass with itself, whatever its letter case or spaces around', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(guards.check(text, text)).toEqual({ pass: true });
        expect(guards.check(text, ` ${text}\n`)).toEqual({ pass: true });
      }),
      { numRuns: 1000 },
    );
  });

  it('reads a text in the same way every time, and its guards find nothing between two readings', () => {
    fc.assert(
      fc.property(question, (text) => {
        expect(readText(text)).toEqual(readText(text));
        // A command and a question about this moment are never shared, not even with themselves, by those two guards.
        const verdict = guards.check(text, `${text} please`);
        if (!verdict.pass)
          expect(['commands', 'freshness', 'language', 'negation', 'length']).toContain(verdict.guard);
      }),
      { numRuns: 1000 },
    );
  });

  it('says no to a change of one number in any question', () => {
    fc.assert(
      fc.property(
        question,
        fc.integer({ min: 20, max: 999 }),
        fc.integer({ min: 1000, max: 9999 }),
        (text, x, y) => {
          expect(guards.check(`${text} within ${x} steps`, `${text} within ${y} steps`).pass).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('names every guard once, and gives its verdicts under these names', () => {
    expect(new Set(GENERAL_GUARD_NAMES).size).toBe(GENERAL_GUARD_NAMES.length);
    expect(guards.names).toEqual(GENERAL_GUARD_NAMES);
    fc.assert(
      fc.property(question, question, (a, b) => {
        const verdict = guards.check(a, b);
        if (!verdict.pass) expect(GENERAL_GUARD_NAMES).toContain(verdict.guard);
      }),
    );
  });

  it('asks the extra guards after its own, and in one order of the two texts', () => {
    const asked: string[] = [];
    const extra: Guard = {
      name: 'extra',
      differ: (a, b) => {
        asked.push(`${a.text} < ${b.text}`);
        return { reason: 'always' };
      },
    };
    const set = createGuards({ extra: [extra] });
    expect(set.names).toEqual([...GENERAL_GUARD_NAMES, 'extra']);
    expect(set.check('how do I buy a ticket', 'how can I purchase a ticket')).toEqual({
      pass: false,
      guard: 'extra',
      reason: 'always',
    });
    expect(set.check('how can I purchase a ticket', 'how do I buy a ticket').pass).toBe(false);
    expect(set.check('room 5', 'room 6')).toMatchObject({ guard: 'numbers' });
    expect(asked).toEqual([
      'how can I purchase a ticket < how do I buy a ticket',
      'how can I purchase a ticket < how do I buy a ticket',
    ]);
  });

  it('never repeats a word of the questions in a reason', () => {
    const verdict = guards.check('Is Zebulon insured?', 'Is Quentin insured?');
    expect(verdict.pass).toBe(false);
    expect(JSON.stringify(verdict)).not.toMatch(/zebulon|quentin|insured/i);
  });

  it('compares long texts for equality only', () => {
    const long = 'How do I pay? '.repeat(LONGEST_GUARDED_TEXT / 10);
    expect(guards.check(long, long)).toEqual({ pass: true });
    expect(guards.check(long, `${long}Now.`)).toMatchObject({ pass: false, guard: 'length' });
    expect(guards.check('How do I pay?', long)).toMatchObject({ pass: false, guard: 'length' });
  });

  // Repetitions that make a careless expression try every way to cut them. Cut to the longest length that is read
  // word by word, and ten times as long: neither may take time that grows faster than the text.
  it.each([
    'a',
    'a-',
    'a.',
    '1',
    '1,',
    '1.',
    '1-',
    '@',
    'a@',
    'a@b.',
    "'",
    '"',
    "'a ",
    '"a\n',
    '.',
    ' ',
    ' .',
    '\t\u00a0',
    'not ',
    'how long ',
    'what is the ',
    'can you tell me ',
    'please ',
    'x:',
    'site:a',
    'http://',
    '$',
    '#',
    '1:2',
    'ä',
    '漢',
    '\u0301',
    'one hundred ',
    'the united ',
  ])('takes no longer than linear time for %j repeated', (unit) => {
    const started = process.cpuUsage();
    for (const length of [LONGEST_GUARDED_TEXT - 8, 100_000]) {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      expect(guards.check(`${text} x`, `${text} y`)).toBeDefined();
      expect(guards.check(`${text}!`, text)).toBeDefined();
    }
    const { user } = process.cpuUsage(started);
    // Some 20 ms; an expression that backtracks takes minutes.
    expect(user).toBeLessThan(3_000_000);
  });

  it('takes long texts of many different words without comparing each with each for ever', () => {
    const words = (seed: number) =>
      Array.from({ length: 600 }, (_, index) =>
        `w${String.fromCharCode(97 + (index % 26))}${'xyz'.repeat(1 + (index % 2))}${index * seed}`.replace(
          /\d/g,
          (digit) => 'klmnopqrst'[Number(digit)] ?? '',
        ),
      );
    const started = process.cpuUsage();
    expect(guards.check(words(7).join(' ').slice(0, 3900), words(13).join(' ').slice(0, 3900)).pass).toBe(
      false,
    );
    expect(process.cpuUsage(started).user).toBeLessThan(3_000_000);
  });

  it.each(
    pairsOf(`
      How do I deactivate my card? | How do I turn off my card?
      What's the quickest way to reach support? | what is the quickest way to reach support
      Which laptop has the longest warranty? | which laptop has the longest warranty?!
      How can I get my money back for a broken kettle? | How do I get a refund for a broken kettle?
      Is it possible to change my flight? | Can I change my flight?
      Which vaccines do I need to travel to Peru? | What vaccines are required to travel to Peru?
      Why was my claim denied? | Why did you reject my claim?
      When does the sale start? | When does the sale begin?
    `),
  )('lets a paraphrase pass: %s / %s', (a, b) => {
    expect(guards.check(a, b)).toEqual({ pass: true });
  });
});
