import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describeError } from './exception.filter.js';

describe('describeError', () => {
  it('tells classes and codes of a failed query, never its text', () => {
    const cause = Object.assign(new Error('value too long: "Mrs Secret"'), { code: '22001' });
    const error = new DrizzleQueryError('insert into sessions', ['Mrs Secret'], cause);
    expect(error.message).toContain('Secret');
    expect(describeError(error)).toBe('DrizzleQueryError < Error 22001');
  });

  it('describes what is no error', () => {
    expect(describeError('Mrs Secret')).toBe('string');
  });
});
