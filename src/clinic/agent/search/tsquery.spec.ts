import { tsqueryOf } from './tsquery.js';

describe('tsqueryOf', () => {
  it('asks for any of the stems, in fields of the given weights', () => {
    expect(tsqueryOf(['knee', 'flexion'], 'ABC')).toBe("'knee':ABC | 'flexion':ABC");
  });

  it('keeps quotes and operators inside the stem', () => {
    expect(tsqueryOf(["o'neill", 'a & !b', 'c\\'])).toBe("'o''neill' | 'a & !b' | 'c\\\\'");
  });
});
