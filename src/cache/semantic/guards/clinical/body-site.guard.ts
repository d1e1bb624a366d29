import { type Guard } from '../guard.js';
import { readBodySites } from './body/read-body-sites.js';
import { levelsOf } from './body/vertebrae.js';
import { readTokens } from './reading/clinical-tokens.js';
import { orderFact } from './reading/direction.js';
import { factsGuard } from './reading/facts-guard.js';
import { perText } from './reading/per-text.js';

const read = perText((text) => {
  const sites = readBodySites(text);
  const facts = new Set([...sites.map((site) => site.concept), ...levelsOf(readTokens(text))]);
  const order = orderFact(text, sites);
  return order === undefined ? facts : facts.add(order);
});

/**
 * Rejects when a part of the body, a level of the spine or a numbered tooth or finger is in one question only.
 * A lay word is equal to the clinical one: kidney and renal.
 */
export const bodySiteGuard: Guard = factsGuard(
  'body-site',
  { oneSided: 'a body site is in one question only', different: 'the body sites differ' },
  read,
);
