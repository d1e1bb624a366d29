import { type Guard } from '../guard.js';
import { compareFacts } from './reading/facts-guard.js';
import { type Facets, readFacets } from './state/read-facets.js';
import { readStates, readStatesByTheWay } from './state/read-states.js';

const STATES = {
  oneSided: 'a clinical state is in one question only',
  different: 'the clinical states differ',
};
const OTHER_FACET = { reason: 'the questions ask for different things' };

/**
 * Rejects when a state (acute, type 2, fasting, pregnant, postoperative, family history, ...) or what is done with a
 * medicine (start, stop, ...) is in one question only, or when the questions ask for different things (symptoms,
 * treatment, side effects, ...).
 */
export const clinicalStateGuard: Guard = {
  name: 'clinical-state',
  differ: (a, b) => {
    const finding = compareFacts(readStates(a), readStates(b), STATES);
    if (finding !== undefined) return finding;
    const [ofA, ofB] = [readStatesByTheWay(a), readStatesByTheWay(b)];
    if (ofA.size > 0 && ofB.size > 0 && ![...ofA].some((state) => ofB.has(state)))
      return { reason: STATES.different };
    return facetsDiffer(readFacets(a), readFacets(b)) ? OTHER_FACET : undefined;
  },
};

function facetsDiffer(a: Facets, b: Facets): boolean {
  for (const facet of a.strong) if (!b.all.has(facet)) return true;
  for (const facet of b.strong) if (!a.all.has(facet)) return true;
  if (a.strong.size > 0 || a.all.size === 0 || b.all.size === 0) return false;
  return ![...a.all].some((facet) => b.all.has(facet));
}
