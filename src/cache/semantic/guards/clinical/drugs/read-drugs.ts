import { readTokens } from '../reading/clinical-tokens.js';
import { Lexicon, type Mention } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { ANTI_INFECTIVE_DRUGS } from './anti-infective-drugs.data.js';
import { DRUG_CLASSES } from './drug-classes.data.js';
import { isMadeLikeADrug } from './drug-stems.js';
import { MEDICAL_DRUGS } from './medical-drugs.data.js';
import { MENTAL_HEALTH_DRUGS } from './mental-health-drugs.data.js';
import { NearMisses } from './near-miss.js';

const SUBSTANCES = new Lexicon(MENTAL_HEALTH_DRUGS, MEDICAL_DRUGS, ANTI_INFECTIVE_DRUGS);
const DRUGS = new Lexicon(MENTAL_HEALTH_DRUGS, MEDICAL_DRUGS, ANTI_INFECTIVE_DRUGS, DRUG_CLASSES);
const MISSPELT = new NearMisses(SUBSTANCES.words(), 8);
/** Long words of every day that are one letter away from a name above. */
const NO_MISSPELT = new Set(
  'creation creating creative creatively singular sublimate augmenting estimate medicine'.split(' '),
);

/**
 * The drugs and kinds of drugs of a question, in order. A misspelt or unknown name is a drug of its own: which one
 * was meant is not for a cache to guess.
 */
export const readDrugs = perText((text): readonly Mention[] => {
  const tokens = readTokens(text);
  const found: Mention[] = [];
  for (let from = 0; from < tokens.length;) {
    const mention = DRUGS.at(tokens, from);
    const word = tokens[from]?.singular ?? '';
    if (mention !== undefined) found.push(mention);
    else if (isMadeLikeADrug(word)) found.push({ concept: `unlisted ${word}`, from, to: from + 1 });
    else if (isMisspelt(word)) found.push({ concept: `misspelt ${word}`, from, to: from + 1 });
    from = mention?.to ?? from + 1;
  }
  return found;
});

function isMisspelt(word: string): boolean {
  return !NO_MISSPELT.has(word) && MISSPELT.has(word);
}
