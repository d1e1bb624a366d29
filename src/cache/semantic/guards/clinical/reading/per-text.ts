import { type GuardedText } from '../../guard.js';

/** All readings of a question together: one weak map costs a question one entry, however many readers there are. */
const readings = new WeakMap<GuardedText, unknown[]>();
const NOT_READ = Symbol('not read');
let readers = 0;

/**
 * Reads a question once, however many guards and candidates ask: an asked question is compared with several cached
 * ones. What was read is forgotten with the question.
 */
export function perText<T>(read: (text: GuardedText) => T): (text: GuardedText) => T {
  const slot = readers++;
  return (text) => {
    let known = readings.get(text);
    if (known === undefined) {
      known = new Array<unknown>(readers).fill(NOT_READ);
      readings.set(text, known);
    }
    const before = known[slot];
    if (before !== NOT_READ) return before as T;
    const value = read(text);
    known[slot] = value;
    return value;
  };
}
