import { readBodySites } from '../body/read-body-sites.js';
import { readDrugs } from '../drugs/read-drugs.js';
import { readTokens } from '../reading/clinical-tokens.js';
import { Lexicon } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { readConditions, readTests } from '../tests/read-conditions.js';
import { FACETS, WEAK_FACETS } from './facets.data.js';

const FACET = new Lexicon(FACETS);
const WEAK = new Lexicon(WEAK_FACETS);
/** Facets whose words nobody uses outside medicine; the others (cost, spread, treat) need something clinical. */
const CLINICAL_WORDS = new Set(
  'symptom,diagnosis,side effect,contraindication,prognosis,overdose,treatment,mechanism of action,prevention'.split(
    ',',
  ),
);
/** `Treat`, `outlook` and the like: of these facets only these words are clinical by themselves. */
const SURE_WORDS = new Set(
  words(`
  symptom symptoms diagnose diagnosed diagnosis treatment treatments treated prognosis side adverse contraindicated
  contraindication contraindications overdose prevention prevented mechanism
  `),
);

/** What a question asks for. */
export interface Facets {
  /** Asked in so many words. */
  readonly strong: ReadonlySet<string>;
  /** The strong ones, and those said by the way. */
  readonly all: ReadonlySet<string>;
}

export const readFacets = perText((text): Facets => {
  const tokens = readTokens(text);
  const clinical =
    readConditions(text).length > 0 ||
    readDrugs(text).length > 0 ||
    readTests(text).length > 0 ||
    readBodySites(text).length > 0;
  const strong = new Set<string>();
  for (const { concept, from } of FACET.scan(tokens)) {
    const sure = CLINICAL_WORDS.has(concept) && SURE_WORDS.has(tokens[from]?.text ?? '');
    if (clinical || sure) strong.add(concept);
  }
  const all = new Set(strong);
  if (clinical) for (const { concept } of WEAK.scan(tokens)) all.add(concept);
  return { strong, all };
});

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
