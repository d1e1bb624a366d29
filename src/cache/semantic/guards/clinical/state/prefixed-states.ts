import { type ClinicalToken } from '../reading/clinical-tokens.js';

const PREFIX = /^(?:hypo|hyper|tachy|brady)(?=[a-z]{5})/;
const NOT_CLINICAL = new Set(
  words(`
  hypothesis hypotheses hypothesize hypothetical hypothetically hypocrite hypocritical hypocrisy hypotenuse hyperlink
  hyperlinks hyperlinked hypertext hyperbole hyperbolic hyperspace hyperdrive hyperloop hypermarket hyperlocal
  hyperparameter hyperparameters hyperthreading hypervisor hypervisors hyperscale hyperplane hyperlapse hyperlane
`),
);

/** Words with a prefix of too much or too little: hypokalemia and hyperkalemia, tachycardia and bradycardia. */
export function prefixedStatesOf(tokens: readonly ClinicalToken[]): readonly string[] {
  const found: string[] = [];
  for (const { text } of tokens) if (PREFIX.test(text) && !NOT_CLINICAL.has(text)) found.push(text);
  return found;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
