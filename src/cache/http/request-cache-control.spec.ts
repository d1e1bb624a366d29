import { parseRequestCacheControl, type RequestDirectives } from './request-cache-control.js';

const nothing: RequestDirectives = {
  noCache: false,
  noStore: false,
  onlyIfCached: false,
  maxAgeMs: undefined,
};

describe('parseRequestCacheControl', () => {
  it.each<[string | string[] | undefined, Partial<RequestDirectives>]>([
    [undefined, {}],
    ['', {}],
    [' , ;x', {}],
    ['NO-CACHE', { noCache: true }],
    ['no-store,only-if-cached', { noStore: true, onlyIfCached: true }],
    [['no-cache', 'max-age=5'], { noCache: true, maxAgeMs: 5000 }],
    ['max-age="7"', { maxAgeMs: 7000 }],
    ['max-age = 3', { maxAgeMs: 3000 }],
    ['max-age', { maxAgeMs: 0 }],
    ['max-age=-1', { maxAgeMs: 0 }],
    ['max-age=1e3', { maxAgeMs: 0 }],
    ['max-age=99999999999', { maxAgeMs: 0 }],
  ])('%p', (header, expected) => {
    expect(parseRequestCacheControl(header)).toEqual({ ...nothing, ...expected });
  });
});
