import { wordSet } from '../words/word-set.js';
import { type Token } from '../guard.js';

/** Words that one slip turns into another word: these are never taken for a slip. */
const CONFUSABLE = wordSet(
  'form from trial trail casual causal unite untie clam calm diary dairy angel angle marital martial sacred scared',
  'salt slat united untied bread beard board broad quiet quite silver sliver desert dessert complement compliment',
  'stationary stationery principal principle affect effect adapt adopt adoption adaption personal personnel',
  'moral morale human humane corporal corporeal immanent imminent eminent ingenious ingenuous council counsel',
  'prescribe proscribe precede proceed recent resent through thorough though tough carrier career',
  'contract contact content context constant consent insure ensure assure device devise license licence',
  'loose lose loss chose choose costume custom customs planning planing staring starring latter later',
  'message massage passage package parent patent parents patents patient patience patients plaintiff',
  'interest interests invest infest reserve reverse revers serve severe server service servile',
  'recipient recipe expand expend extent extend intense intents inhibit inhabit illicit elicit',
);

/** Whether a slip away there is another word. */
export function isConfusable(word: string): boolean {
  return CONFUSABLE.has(word);
}

/**
 * Whether two words are one, mistyped once: two neighbouring letters changed places, or one of a pair of equal letters
 * was left out. Any other letter makes another word too often, above all in medicine (prostate, prostrate).
 */
export function oneTypo(x: Token, y: Token): boolean {
  const [a, b] = [x.word, y.word];
  if (Math.abs(a.length - b.length) > 1 || a.length < 4 || b.length < 4) return false;
  if (isConfusable(a) || isConfusable(b) || /\d/.test(a) || /\d/.test(b)) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (a.length === b.length) {
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  }
  if (x.proper || y.proper) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 6 && at > 0 && long[at] === long[at - 1] && long.slice(at + 1) === short.slice(at);
}
