import fc from 'fast-check';
import { normalizeQuery } from './query-normalizer.js';

describe('normalizeQuery', () => {
  it.each<[string, string, string, string]>([
    ['white space', '  How\t is \n\u00a0 she?\u2003', 'how is she?', 'How is she?'],
    ['composition', 'Cafe\u0301', 'café', 'Café'],
    ['capitals that compose only as small letters', 'J\u030c', '\u01f0', 'J\u030c'],
    ['nothing', ' \n', '', ''],
    ['line feeds of other kinds', 'a\u2028b\r\nc', 'a b c', 'a b c'],
  ])('%s', (_, query, folded, kept) => {
    expect(normalizeQuery(query, false)).toBe(folded);
    expect(normalizeQuery(query, true)).toBe(kept);
  });

  it('does not touch what makes a question another one', () => {
    const questions = [
      'is it 5.5',
      'is it 55',
      'is it 5,5',
      'is it 5.5?',
      'isit 5.5',
      'is it ５.５',
      'is it -5.5',
    ];
    expect(new Set(questions.map((question) => normalizeQuery(question, false))).size).toBe(questions.length);
  });

  it('is the same done twice, and for every canonical form of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (query, caseSensitive) => {
        const once = normalizeQuery(query, caseSensitive);
        expect(normalizeQuery(once, caseSensitive)).toBe(once);
        expect(normalizeQuery(query.normalize('NFD'), caseSensitive)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
