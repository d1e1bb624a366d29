import { count, interval, percent } from './figures.js';
import { table } from './table.js';

describe('table', () => {
  it('aligns the first column to the left and the others to the right, without blanks at the ends', () => {
    expect(
      table(
        ['name', 'count', ''],
        [
          ['a', '1', 'x'],
          ['longer', '12,345', ''],
        ],
      ),
    ).toBe('name     count\na            1  x\nlonger  12,345');
  });
});

describe('figures', () => {
  it('are written for people', () => {
    expect([percent(0.9345), percent(0.9345, 2), percent(undefined), percent(Number.NaN)]).toEqual([
      '93.5 %',
      '93.45 %',
      '-',
      '-',
    ]);
    expect(count(1234567)).toBe('1,234,567');
    expect(interval({ of: 3, low: 0.1234, high: 1 })).toBe('[12.3, 100.0]');
    expect(interval({ of: 0, low: 0, high: 1 })).toBe('');
  });
});
