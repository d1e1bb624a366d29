import { align } from './align.js';
import { type Guard } from './guard.js';

/** A content word that was put in another's place, and is not known to mean the same. */
export const wordsGuard: Guard = {
  name: 'words',
  differ(a, b) {
    const { onlyA, onlyB } = align(a, b);
    return onlyA.length > 0 && onlyB.length > 0 ? { reason: 'a word was replaced by another' } : undefined;
  },
};
