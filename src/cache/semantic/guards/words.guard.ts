import { align } from './align.js';
import { type Guard, type Token } from './guard.js';

/** A content word that was put in another's place, and is not known to mean the same. */
export const wordsGuard: Guard = {
  name: 'words',
  differ(a, b) {
    const { onlyA, onlyB, lightA, lightB } = align(a, b);
    if (onlyA.length > 0 && onlyB.length > 0) return { reason: 'a word was replaced by another' };
    return lightA.some(isLight) && lightB.some(isLight)
      ? { reason: 'a general word was replaced by another' }
      : undefined;
  },
};

function isLight({ kind }: Token): boolean {
  return kind === 'light';
}
