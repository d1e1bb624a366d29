import { type ClinicalToken, readTokens } from '../reading/clinical-tokens.js';
import { Lexicon, mentions } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { readDrugs } from '../drugs/read-drugs.js';
import { readConditions, readTests } from '../tests/read-conditions.js';
import { FACETS, MEDICINE_ACTIONS } from './facets.data.js';
import { numberedStatesOf } from './numbered-states.js';
import { prefixedStatesOf } from './prefixed-states.js';
import { STATES, STATES_OF_A_CONDITION } from './states.data.js';

const ALWAYS = new Lexicon(STATES);
const OF_A_CONDITION = new Lexicon(STATES_OF_A_CONDITION);
const FACET = new Lexicon(FACETS);
const ACTION = new Lexicon(MEDICINE_ACTIONS);
const MEDICINE_WORDS = new Lexicon(`
[medicine]: medication, medicine, med, pill, tablet, capsule, drug, dose, dosage, prescription, rx, inhaler, injection
`);

/** The state of the condition or the person, what is asked about it, and what is done with a medicine. */
export const readStates = perText((text): ReadonlySet<string> => {
  const tokens = readTokens(text);
  const facts = new Set<string>();
  for (const { concept } of ALWAYS.scan(tokens)) facts.add(concept);
  for (const fact of numberedStatesOf(tokens)) facts.add(fact);
  const conditions = readConditions(text);
  const drugs = readDrugs(text);
  const known = new Set(conditions.map((condition) => condition.from));
  for (const fact of prefixedStatesOf(tokens.filter((_, index) => !known.has(index)))) facts.add(fact);
  if (conditions.length > 0 || readTests(text).length > 0) {
    for (const { concept } of OF_A_CONDITION.scan(tokens)) facts.add(concept);
  }
  for (const fact of facetsOf(tokens)) facts.add(fact);
  if (drugs.length > 0 || mentions(MEDICINE_WORDS, tokens)) {
    for (const { concept } of ACTION.scan(tokens)) facts.add(`to ${concept}`);
  }
  return facts;
});

function facetsOf(tokens: readonly ClinicalToken[]): readonly string[] {
  return FACET.scan(tokens).map(({ concept }) => `asks for ${concept}`);
}
