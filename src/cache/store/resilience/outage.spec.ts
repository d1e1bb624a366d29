import { StoreUnavailableError } from '../../core/errors.js';
import { isOutage } from './outage.js';

const reply = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });
const wrapped = (cause: unknown): Error => new StoreUnavailableError('Redis did not execute x.', { cause });

describe('what counts as an outage', () => {
  it.each([
    'LOADING Redis is loading the dataset in memory',
    "READONLY You can't write against a read only replica.",
    'MASTERDOWN Link with MASTER is down',
    'NOREPLICAS Not enough good replicas to write.',
    'CLUSTERDOWN Hash slot not served',
    'MISCONF Redis is configured to save RDB snapshots',
    'BUSY Redis is busy running a script.',
    'NOAUTH Authentication required.',
  ])('%s', (message) => {
    expect(isOutage(wrapped(reply(message)))).toBe(true);
  });

  it('connections, time-outs and errors of unknown kinds', () => {
    expect(isOutage(wrapped(new Error('Command timed out')))).toBe(true);
    expect(isOutage(wrapped(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })))).toBe(true);
    expect(isOutage(new StoreUnavailableError('Redis did not answer in time.'))).toBe(true);
  });

  it.each([
    'OOM command not allowed',
    'NOPERM this user has no permissions',
    'WRONGTYPE Operation against a key',
    'ERR unknown command',
    'TRYAGAIN Multiple keys request during rehashing of slot',
  ])('not %s', (message) => {
    expect(isOutage(wrapped(reply(message)))).toBe(false);
  });

  it('no mistakes in code, however deep', () => {
    expect(isOutage(wrapped(new TypeError('x')))).toBe(false);
    expect(isOutage(wrapped(wrapped(new RangeError('x'))))).toBe(false);
  });
});
