import { answeredBefore, tally, type Answered } from './tally.js';

const answer = (source: Answered['source'], right = true, more: Partial<Answered> = {}): Answered => ({
  source,
  right,
  explored: false,
  refused: [],
  ...more,
});

describe('tally', () => {
  it('tells exact and semantic hits and their wrong ones apart', () => {
    const report = tally(
      [
        answer('miss'),
        answer('exact'),
        answer('semantic'),
        answer('semantic', false),
        answer('miss', true, { explored: true, refused: [{ by: 'numbers', right: false }] }),
        answer('miss', true, {
          refused: [
            { by: 'words', right: true },
            { by: 'numbers', right: false },
          ],
        }),
      ],
      [false, true, true, false, false, true],
    );
    expect(report).toMatchObject({
      questions: 6,
      ceiling: { count: 3, of: 6 },
      hits: { count: 3, of: 6 },
      wrong: { count: 1, of: 6 },
      exact: { hits: { count: 1, of: 6 }, precision: { count: 1, of: 1 } },
      semantic: { hits: { count: 2, of: 6 }, precision: { count: 1, of: 2, value: 0.5 } },
      misses: 3,
      explored: 1,
      refused: [
        { by: 'numbers', wrong: 2, right: 0 },
        { by: 'words', wrong: 0, right: 1 },
      ],
    });
  });

  it.each([1, 9, 10, 11, 25, 104])(
    'cuts %d questions into at most ten parts that hold each once',
    (number) => {
      const { parts } = tally(
        Array.from({ length: number }, () => answer('exact')),
        [],
      );
      expect(parts).toHaveLength(Math.min(10, number));
      expect(parts.at(-1)?.until).toBe(number);
      expect(parts.reduce((sum, part) => sum + part.exact, 0)).toBe(number);
      expect(parts.every((part) => part.questions > 0 && part.questions === part.exact)).toBe(true);
    },
  );

  it('knows which answers have been given', () => {
    expect(answeredBefore(['a', 'b', 'a', 'a'])).toEqual([false, false, true, true]);
  });
});
