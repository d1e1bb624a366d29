import { type Guard } from './guard.js';

/**
 * The other guards know English. A question that may be in another language passes only with one that is the same
 * but for case, punctuation and white space; the set lets those pass before any guard is asked.
 */
export const languageGuard: Guard = {
  name: 'language',
  differ(a, b) {
    if (a.language === 'english' && b.language === 'english') return undefined;
    return a.normal === b.normal ? undefined : { reason: 'not both questions are English' };
  },
};
