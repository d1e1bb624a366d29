import { readText } from '../read-text.js';
import * as fc from 'fast-check';
import { type GuardedText } from '../guard.js';
import { clinicalGuards } from './clinical-guards.js';

/** Words that reach every branch of the readers, in any order and with any marks between them. */
const WORDS = (
  'left right upper lower back of front knee knees hand my the in on pain l R L4 C5 tooth 14 sertraline zoloft ' +
  'xylopril 50 0,5 1,000 mg mcg g ml / % per kg bid daily every 8 hours q8h for a week 7 days at night prn im IM iv ' +
  'type 2 ii stage chronic acute hypo hyperkalemia fasting symptoms treatment what causes cause of depression ADD ' +
  'anxiety phq 9 mri ct session last first next plan note from to before after caused by than half two times x ? , ( )'
).split(' ');
const question = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: fc.string() }),
    {
      maxLength: 14,
    },
  )
  .map((words) => words.join(' '));

/** Every call gets objects of its own: what is remembered of a text must not hide a difference. */
function differ(a: string, b: string): (string | undefined)[] {
  return clinicalGuards.map((guard) => guard.differ(readText(a), readText(b))?.reason);
}

describe('clinicalGuards', () => {
  it('have six names of their own', () => {
    expect(clinicalGuards.map(({ name }) => name)).toEqual([
      'drug-names',
      'doses',
      'body-side',
      'body-site',
      'clinical-state',
      'clinical-tests',
    ]);
  });

  it('are symmetric', () => {
    fc.assert(
      fc.property(question, question, (a, b) => {
        expect(differ(a, b)).toEqual(differ(b, a));
      }),
      { numRuns: 1000 },
    );
  });

  it('see no difference between a question and itself, in whatever case and spacing', () => {
    fc.assert(
      fc.property(question, (text) => {
        expect(differ(text, text).filter((reason) => reason !== undefined)).toEqual([]);
        expect(differ(text, `  ${text} `).filter((reason) => reason !== undefined)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('say the same of texts that were read before', () => {
    fc.assert(
      fc.property(question, question, (a, b) => {
        const [textA, textB]: GuardedText[] = [readText(a), readText(b)];
        const read = (): (string | undefined)[] =>
          clinicalGuards.map((guard) => guard.differ(textA!, textB!)?.reason);
        expect([read(), read()]).toEqual([differ(a, b), differ(a, b)]);
      }),
    );
  });

  it('never put words of a question into a reason', () => {
    fc.assert(
      fc.property(question, question, (a, b) => {
        const reasons = differ(a, b).filter((reason) => reason !== undefined);
        const fixed =
          /^(?:an? [a-z, ]+ (?:is|are) in one question only|the [a-z, ]+ differ|the questions ask for different things)$/;
        for (const reason of reasons) expect(reason).toMatch(fixed);
      }),
    );
  });

  /** Ordinary questions of a clinic's day: each is another one's rewording. */
  it.each([
    ['How should I take sertraline 50 mg?', 'how do i take zoloft 50mg'],
    ['What are the side effects of lithium?', 'lithium side effects??'],
    ['pain in the left knee after surgery', 'post-op left knee pain'],
    ['Summarise the last session with this client', 'give me a summary of the previous session'],
    ['does the patient have a history of depression', 'is there a history of depression'],
    ['What was the PHQ-9 score at intake?', 'phq9 score on intake'],
    ['I left my umbrella at the clinic', 'my umbrella is still at the clinic'],
    ['can you help me right now', 'can you help me at once'],
  ])('let all pass: %s | %s', (a, b) => {
    expect(differ(a, b).filter((reason) => reason !== undefined)).toEqual([]);
  });

  it.each(
    [
      ...[
        'a',
        '1',
        ' ',
        '1,',
        "a'",
        '/',
        '%',
        '0.',
        '\u0301',
        '\n',
        '(',
        'left ',
        'the last two ',
        'every 8 ',
      ],
      ...[
        '5 mg/ ',
        'l4 / 5 ',
        'lower left ',
        'back of the ',
        'left knee ',
        'sertraline 5 mg 6 mg from ',
        'stage i ',
      ],
      ...['twenty five hundred ', 'sertralin', 'hepat'],
    ].map((part) => [part]),
  )(
    'read 100 kB of %j without running away',
    (part) => {
      const long = part.repeat(Math.ceil(100_000 / part.length));
      const started = process.cpuUsage();
      differ(long, `${long} left knee`);
      const { user, system } = process.cpuUsage(started);
      // Some 100 ms of the processor; a quadratic or exponential reader would need minutes.
      expect((user + system) / 1000).toBeLessThan(5000);
    },
    60_000,
  );
});
