import { type GuardedText } from '../../guard.js';
import { readTokens } from './clinical-tokens.js';
import { Lexicon, type Mention } from './lexicon.js';
import { perText } from './per-text.js';

/** Words that make the order of two things matter, and whether the first named comes first (or causes, or is left). */
const MARKERS = new Lexicon(`
[forward]: cause, causing, lead to, leading to, trigger, triggering, before, prior to, then, followed by, turn into
[forward]: switch, switched, switching, convert, converting, change from, changing from, changed from, from, worsen
[forward]: progress to, develop into, affect, make, radiate to, radiating to, add, adding
[backward]: caused by, triggered by, due to, because of, after, following, secondary to, as a result of, affected by
[backward]: resulting from, followed after, come from, coming from, made worse by, worsened by, side effect of
[than]: than, instead of, rather than, over, replace, replacing, replaced with, substitute for
`);

const readMarker = perText((text) => {
  const [marker] = MARKERS.scan(readTokens(text));
  return marker?.concept;
});

/**
 * Two things in their order, as a fact, where a word says that the order matters: `from a to b`, `a causes b`. The
 * passive is turned round: `b is caused by a` is the same as `a causes b`. Undefined where order says nothing.
 */
export function orderFact(text: GuardedText, found: readonly Mention[]): string | undefined {
  const first = found[0];
  if (first === undefined) return undefined;
  // Each thing once, where it is named first.
  const order = [...new Set(found.map((mention) => mention.concept))];
  const marker = order.length < 2 ? undefined : readMarker(text);
  if (marker === undefined) return undefined;
  if (marker === 'backward') order.reverse();
  return `${marker === 'than' ? 'than' : 'then'}: ${order.join(' > ')}`;
}
