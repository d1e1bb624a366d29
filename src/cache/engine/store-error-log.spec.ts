import { StoreUnavailableError, UnstorableValueError } from '../core/errors.js';
import { StoreErrorLog } from './store-error-log.js';

describe('StoreErrorLog', () => {
  const logger = { log: jest.fn(), warn: jest.fn() };
  let log: StoreErrorLog;

  beforeEach(() => {
    jest.clearAllMocks();
    log = new StoreErrorLog(logger);
  });

  it('says once that the store fails and once that it answers, each time anew', () => {
    log.answered();
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 5; n++) log.failed(new StoreUnavailableError('Redis did not execute begin.'));
      for (let n = 0; n < 5; n++) log.answered();
    }
    expect(logger.warn.mock.calls).toEqual(
      Array(2).fill([
        "The cache's store fails (Redis did not execute begin.); answers are computed until it is back.",
      ]),
    );
    expect(logger.log.mock.calls).toEqual(Array(2).fill(["The cache's store answers again."]));
  });

  it.each<[string, unknown, string]>([
    [
      'the code of a cause',
      new StoreUnavailableError('No begin.', {
        cause: Object.assign(new Error('of Jane'), { code: 'ECONNREFUSED' }),
      }),
      'No begin. ECONNREFUSED',
    ],
    [
      'the kind of a cause',
      new StoreUnavailableError('No begin.', { cause: new TypeError('of Jane') }),
      'No begin. TypeError',
    ],
    ['the kind of a foreign error', new RangeError('of Jane'), 'RangeError'],
    ['nothing of what is no error', 'of Jane', 'unknown error'],
  ])('tells %s, and no content', (_, error, told) => {
    log.failed(error);
    expect(logger.warn.mock.calls).toEqual([[expect.stringContaining(`(${told})`)]]);
    expect(String(logger.warn.mock.calls)).not.toContain('Jane');
  });

  it('tells an unstorable value once for each layer and message, and not without end', () => {
    const error = new UnstorableValueError('A Map at $ is not JSON.');
    for (let n = 0; n < 3; n++) {
      log.unstorable('one', error);
      log.unstorable('two', error);
    }
    expect(logger.warn).toHaveBeenCalledTimes(2);
    for (let n = 0; n < 500; n++) log.unstorable('one', new UnstorableValueError(`At ${n}.`));
    expect(logger.warn.mock.calls.length).toBeLessThanOrEqual(100);
  });
});
