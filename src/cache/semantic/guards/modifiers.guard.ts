import { align } from './align.js';
import { type Guard } from './guard.js';

/** A word that only one question has: it narrows what the question is about. */
export const modifiersGuard: Guard = {
  name: 'modifiers',
  differ(a, b) {
    const { onlyA, onlyB } = align(a, b);
    return onlyA.length + onlyB.length > 0 && (onlyA.length === 0 || onlyB.length === 0)
      ? { reason: 'a word is in one question only' }
      : undefined;
  },
};
