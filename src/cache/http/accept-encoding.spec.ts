import { acceptsGzip } from './accept-encoding.js';

describe('acceptsGzip', () => {
  it.each<[string | string[] | undefined, boolean]>([
    [undefined, false],
    ['', false],
    ['gzip', true],
    ['  GZip ;Q=0.3', true],
    ['x-gzip', true],
    ['br, *', true],
    ['gzip;q=0', false],
    ['gzip;q=0.000, *;q=1', false],
    ['gzip;q=abc', false],
    ['identity', false],
    [['br', 'gzip'], true],
  ])('%p: %p', (header, expected) => {
    expect(acceptsGzip(header)).toBe(expected);
  });
});
