import { type GuardedText } from '../../guard.js';

/**
 * Reads a question once, however many guards and candidates ask: an asked question is compared with several cached
 * ones. What was read is forgotten with the question.
 */
export function perText<T>(read: (text: GuardedText) => T): (text: GuardedText) => T {
  const known = new WeakMap<GuardedText, { readonly value: T }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.value;
    const value = read(text);
    known.set(text, { value });
    return value;
  };
}
