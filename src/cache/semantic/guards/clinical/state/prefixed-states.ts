import { type ClinicalToken } from '../reading/clinical-tokens.js';

const PREFIX = /^(?:hypo|hyper|tachy|brady|macro|micro|poly|oligo|eu|dys)(?=[a-z]{5})/;
/** Only these pairs are opposites in themselves; a word without its opposite is an everyday word more often. */
const NOT_CLINICAL = new Set(
  words(`
  hypothesis hypotheses hypothetical hypothetically hypocrite hypocrisy hypotenuse hyperlink hyperlinks hypertext
  hyperbole hyperspace hyperparameter hyperparameters hypervisor microsoft microservice microservices microwave
  microphone microscope microchip microcontroller macroeconomics macroeconomic microeconomics polygon polymer polygamy
  polynomial polyester polymorphism polytechnic europe european euphemism eucalyptus dystopia dystopian microfiber
  macbook microfinance polycarbonate polyglot hypothyroid hyperthyroid microgram micrograms
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
