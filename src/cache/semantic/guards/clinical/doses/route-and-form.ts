import { type ClinicalToken } from '../reading/clinical-tokens.js';
import { Lexicon, type Mention } from '../reading/lexicon.js';
import { UNITS } from './units.data.js';
import { FORMS, ROUTES } from './schedules.data.js';

const ROUTE = new Lexicon(ROUTES);
const FORM = new Lexicon(FORMS);

/** Abbreviations that mean something else too (I am, emergency room, doctor): they count behind a drug or a dose. */
const BEHIND_A_DRUG = new Map([
  ...(['er', 'xr', 'xl'] as const).map((word) => [word, 'extended release'] as const),
  ...(['sr', 'la'] as const).map((word) => [word, 'sustained release'] as const),
  ['mr', 'modified release'],
  ['cr', 'controlled release'],
  ['ir', 'immediate release'],
  ['dr', 'delayed release'],
  ['ec', 'delayed release'],
  ['im', 'intramuscular'],
  ['sc', 'subcutaneous'],
  ['sq', 'subcutaneous'],
  ['pr', 'rectal'],
  ['sl', 'sublingual'],
  ['od', '1 per day'],
]);
/** IV is a Roman four behind these. */
const ROMAN = /^(?:stage|type|grade|class|phase|factor|axis|level|part|chapter)$/;
/** Nouns that make an everyday word one for a medicine's form: the general ones need a drug or a dose beside them. */
const NEEDS_A_DRUG = new Set([
  'tablet',
  'capsule',
  'generic',
  'brand name',
  'gel',
  'injection',
  'syrup',
  'patch',
]);

/** @param drugs the drugs of the question; a form without any medicine in the question is none. */
export function routeAndFormOf(
  tokens: readonly ClinicalToken[],
  drugs: readonly Mention[],
): readonly string[] {
  const found: string[] = [];
  const drugEnds = new Set(drugs.map((drug) => drug.to));
  // `birth control pill` is the name of a medicine and says no form.
  const inDrug = (at: number): boolean => drugs.some(({ from, to }) => at >= from && at < to);
  const medicine = drugs.length > 0 || tokens.some((token) => MEDICINES.has(token.singular));
  for (let at = 0; at < tokens.length;) {
    const mention = ROUTE.at(tokens, at) ?? FORM.at(tokens, at);
    const word = tokens[at]?.text ?? '';
    const before = tokens[at - 1]?.singular ?? '';
    if (mention !== undefined) {
      const roman = word === 'iv' && ROMAN.test(before);
      if (!roman && !inDrug(at) && (medicine || !NEEDS_A_DRUG.has(mention.concept)))
        found.push(mention.concept);
      at = mention.to;
      continue;
    }
    const short = BEHIND_A_DRUG.get(word);
    // `im` in small letters right behind a dose may still be I am; to see a route there too often is the safe side.
    if (short !== undefined && (drugEnds.has(at) || UNITS.has(before) || isUpperRoute(tokens[at])))
      found.push(short);
    at += 1;
  }
  return found;
}

const MEDICINES = new Set([
  'medication',
  'medicine',
  'med',
  'drug',
  'dose',
  'prescription',
  'antidepressant',
  'mg',
]);

function isUpperRoute(token: ClinicalToken | undefined): boolean {
  return token?.capitals === true && (token.text === 'im' || token.text === 'sc');
}
