import { NormalisingComparer } from './answer-comparer.js';
import { JudgedComparer } from './judged-comparer.js';

const comparer = new NormalisingComparer();
const signal = new AbortController().signal;

describe('NormalisingComparer', () => {
  it.each([
    ['the same text', 'Take 5 mg.', 'Take 5 mg.'],
    ['members in another order', { a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }],
    ['no answer at all', null, null],
  ])('equal: %s', async (_, a, b) => {
    expect(await comparer.compare(a, b)).toBe('equal');
  });

  it.each([
    ['case, white space and end marks', '  Take 5 mg,\n twice a day. ', 'take 5 mg twice a day'],
    ['quotation marks', 'He said “no”.', 'He said "no"'],
    ['emphasis and headings', '## Plan\n- **rest**', 'Plan rest'],
    ['inside objects and lists', { text: 'Yes.', items: ['A'] }, { text: 'yes', items: ['a'] }],
    ['composed letters', 'cafe\u0301', 'caf\u00e9'],
  ])('normalised: %s', async (_, a, b) => {
    expect(await comparer.compare(a, b)).toBe('normalised');
    expect(await comparer.compare(b, a)).toBe('normalised');
  });

  it.each([
    ['a decimal mark', '1.5 mg', '15 mg'],
    ['a thousands separator', '1,000', '1000'],
    ['a sign', 'a change of -5', 'a change of 5'],
    ['a comparison', 'below <5', 'below 5'],
    ['a per cent sign', '5%', '5'],
    ['a superscript', '10²', '102'],
    ['a time', 'at 12:30', 'at 1230'],
    ['a word', 'it is safe', 'it is not safe'],
    ['the order of words', 'before A, B', 'before B, A'],
    ['the order of steps', ['a', 'b'], ['b', 'a']],
    ['a number as text', { n: 1 }, { n: '1' }],
    ['a missing member', { a: 'x', b: 'y' }, { a: 'x' }],
    ['what is not JSON', new Map([['a', 1]]), new Map([['a', 1]])],
    ['not a number', Number.NaN, Number.NaN],
  ])('different: %s', async (_, a, b) => {
    expect(await comparer.compare(a, b)).toBe('different');
    expect(await comparer.compare(b, a)).toBe('different');
  });

  it('compares the part that counts', async () => {
    const part = (answer: unknown): unknown => (answer as { text: string }).text;
    const text = new NormalisingComparer({ part });
    const [a, b] = [
      { text: 'Yes', tookMs: 12 },
      { text: 'yes.', tookMs: 800 },
    ];
    expect(await comparer.compare(a, b)).toBe('different');
    expect(await text.compare(a, b)).toBe('normalised');
    await expect(text.compare(undefined, b)).rejects.toThrow(TypeError);
  });
});

describe('JudgedComparer', () => {
  const alike = jest.fn<Promise<boolean>, [string, string, AbortSignal]>();
  const judged = new JudgedComparer({ alike }, { part: (answer) => (answer as { text: unknown }).text });

  beforeEach(() => void alike.mockReset());

  it('asks the judge only about what differs once normalised', async () => {
    expect(await judged.compare({ text: 'Yes' }, { text: 'yes.' }, signal)).toBe('normalised');
    expect(alike).not.toHaveBeenCalled();
    alike.mockResolvedValueOnce(true).mockResolvedValueOnce(false);
    expect(await judged.compare({ text: 'Yes' }, { text: 'Indeed' }, signal)).toBe('meaning');
    expect(alike).toHaveBeenLastCalledWith('Yes', 'Indeed', signal);
    expect(await judged.compare({ text: { b: 1, a: 2 } }, { text: 'x' }, signal)).toBe('different');
    expect(alike).toHaveBeenLastCalledWith('{"a":2,"b":1}', 'x', signal);
  });

  it('rejects when the judge fails, so that nothing is learned', async () => {
    alike.mockRejectedValue(new Error('down'));
    await expect(judged.compare({ text: 'a' }, { text: 'b' }, signal)).rejects.toThrow('down');
  });
});
