import { type Guard, type GuardedText } from '../guard.js';
import { readBodySides } from './body/read-body-sides.js';
import { readBodySites } from './body/read-body-sites.js';
import { compareFacts } from './reading/facts-guard.js';
import { perText } from './reading/per-text.js';

const REASONS = { oneSided: 'a body side is in one question only', different: 'the body sides differ' };

/** `right upper quadrant` and `upper right` are the same two words of place. */
const sidesOf = perText((text): ReadonlySet<string> => {
  return new Set(readBodySides(text).flatMap(({ concept }) => partsOf(concept)));
});

/** Each side with the part of the body it belongs to, for a question with two of them. */
const boundSidesOf = perText((text): ReadonlySet<string> => {
  const sites = readBodySites(text);
  return new Set(
    readBodySides(text).flatMap((side) => {
      const after = sites.find((site) => site.from >= side.to && site.from - side.to <= 3);
      const before = sites.findLast((site) => site.to <= side.from && side.from - site.to <= 3);
      const site = (after ?? before)?.concept ?? 'body';
      return partsOf(side.concept).map((part) => `${part} ${site}`);
    }),
  );
});

function partsOf(concept: string): readonly string[] {
  if (concept === 'both sides' || concept === 'one side' || concept === 'back of') return [concept];
  return concept.split(' ');
}

/**
 * Rejects when a side or place of the body (left, upper, medial, ...) is in one question only. Where a question has
 * several, each is compared with its part of the body: left knee and right hip is not right knee and left hip.
 */
export const bodySideGuard: Guard = {
  name: 'body-side',
  differ: (a: GuardedText, b: GuardedText) => {
    const [ofA, ofB] = [sidesOf(a), sidesOf(b)];
    const finding = compareFacts(ofA, ofB, REASONS);
    if (finding !== undefined || ofA.size < 2) return finding;
    if (readBodySites(a).length < 2 && readBodySites(b).length < 2) return undefined;
    return compareFacts(boundSidesOf(a), boundSidesOf(b), REASONS);
  },
};
