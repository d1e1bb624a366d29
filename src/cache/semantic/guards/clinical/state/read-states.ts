import { type ClinicalToken, readTokens } from '../reading/clinical-tokens.js';
import { Lexicon, type Mention, mentions } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { readDrugs } from '../drugs/read-drugs.js';
import { readConditions, readTests } from '../tests/read-conditions.js';
import { MEDICINE_ACTIONS } from './facets.data.js';
import { numberedStatesOf } from './numbered-states.js';
import { prefixedStatesOf } from './prefixed-states.js';
import { STATES, STATES_BY_THE_WAY, STATES_OF_A_CONDITION } from './states.data.js';

const ALWAYS = new Lexicon(STATES);
const OF_A_CONDITION = new Lexicon(STATES_OF_A_CONDITION);
const BY_THE_WAY = new Lexicon(STATES_BY_THE_WAY);
const ACTION = new Lexicon(MEDICINE_ACTIONS);
const MEDICINE_WORDS = new Lexicon(`
[medicine]: medication, medicine, med, pill, tablet, capsule, drug, dose, dosage, prescription, rx, inhaler, injection
`);

/** The state of the condition or the person, and what is done with a medicine. */
export const readStates = perText((text): ReadonlySet<string> => {
  const tokens = readTokens(text);
  const conditions = readConditions(text);
  // `chronic` in chronic kidney disease and `high` in high blood pressure belong to the name.
  const inNames = new Set([...conditions, ...readTests(text)].flatMap(({ from, to }) => range(from, to)));
  const free = (mention: Mention): boolean => !inNames.has(mention.from);
  const facts = conceptsOf(ALWAYS.scan(tokens).filter(free));
  for (const fact of numberedStatesOf(tokens)) facts.add(fact);
  // Hypertension is a condition of its own; hypokalemia, which no table names, is told by its beginning.
  const named = conditions.filter(({ concept }) => !concept.startsWith('unlisted'));
  const known = new Set(named.map(({ from }) => from));
  for (const fact of prefixedStatesOf(tokens.filter((_, index) => !known.has(index)))) facts.add(fact);
  if (conditions.length > 0 || readTests(text).length > 0 || tokens.some(isPain))
    addConcepts(facts, OF_A_CONDITION.scan(tokens).filter(free));
  if (readDrugs(text).length > 0 || mentions(MEDICINE_WORDS, tokens)) {
    for (const { concept } of ACTION.scan(tokens)) facts.add(`to ${concept}`);
  }
  return facts;
});

/** Confirmed or suspected, where it is said. */
export const readStatesByTheWay = perText((text) => conceptsOf(BY_THE_WAY.scan(readTokens(text))));

function isPain({ singular }: ClinicalToken): boolean {
  return singular === 'pain' || singular === 'ache';
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function conceptsOf(found: readonly Mention[]): Set<string> {
  return addConcepts(new Set<string>(), found);
}

function addConcepts(facts: Set<string>, found: readonly Mention[]): Set<string> {
  for (const { concept } of found) facts.add(concept);
  return facts;
}
