import { varyOn } from './vary.js';

describe('varyOn', () => {
  it.each<[unknown, string]>([
    [undefined, 'Accept-Encoding'],
    ['', 'Accept-Encoding'],
    ['Origin', 'Origin, Accept-Encoding'],
    [['Origin', 'Cookie, X'], 'Origin, Cookie, X, Accept-Encoding'],
    ['origin, accept-ENCODING', 'origin, accept-ENCODING'],
    ['*', '*'],
  ])('%p becomes %p', (existing, expected) => {
    expect(varyOn(existing, 'Accept-Encoding')).toBe(expected);
  });
});
