import { sameMembers } from './counts.js';
import { type Guard } from './guard.js';

/** What is neither a letter, a figure, white space nor punctuation that writers set as they please. */
const SIGNS =
  /[^\p{L}\p{M}\p{Nd}\p{P}\s.,;:!?'"()[\]{}\-_/#&$€£¥₹%°→≥≤<>‘’“”«»`´–—…•™®©¿¡\\@*+=|~^]|[*+=|~^]+|!=|(?<=\p{Nd})(?: ?\/ ?| - )(?=\p{Nd})|(?<=(?:^|\s)\p{L}{1,2})-(?=\s|[.,;:!?]|$)|~?\.{0,2}\/(?=\.)/gu;

/**
 * Signs that the other guards do not read: operators (`!=`, `2*2`), grades and blood types (`A+`), superscripts, emoji,
 * invisible characters, other currencies. They are compared as they stand, before any form of them is made equal.
 */
export const signsGuard: Guard = {
  name: 'signs',
  differ(a, b) {
    return signsDiffer(a.text, b.text) ? { reason: 'a sign differs' } : undefined;
  },
};

/** Whether two texts have other signs; of the texts as they were asked. */
export function signsDiffer(a: string, b: string): boolean {
  return !sameMembers(signsOf(a), signsOf(b));
}

function signsOf(text: string): readonly string[] {
  return (text.match(SIGNS) ?? []).map((sign) => sign.replace(/ /g, ''));
}
