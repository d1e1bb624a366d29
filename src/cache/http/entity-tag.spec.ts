import { entityTagHeader, matchesEntityTag } from './entity-tag.js';

describe('entity tags', () => {
  const tag = entityTagHeader(Buffer.from('0123456789abcdef'));

  it('are weak', () => {
    expect(tag).toBe('W/"MDEyMzQ1Njc4OWFiY2RlZg"');
  });

  it.each<[string | string[] | undefined, boolean]>([
    [undefined, false],
    ['', false],
    ['*', true],
    [' * ', true],
    [tag, true],
    [tag.slice(2), true],
    [`"a",${tag}`, true],
    [['"a"', tag], true],
    ['W/"other"', false],
    [tag.slice(3, -1), false],
  ])('If-None-Match %p: %p', (header, expected) => {
    expect(matchesEntityTag(header, tag)).toBe(expected);
  });
});
