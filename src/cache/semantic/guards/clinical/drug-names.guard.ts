import { type Guard } from '../guard.js';
import { readDrugs } from './drugs/read-drugs.js';
import { orderFact } from './reading/direction.js';
import { factsGuard } from './reading/facts-guard.js';
import { perText } from './reading/per-text.js';

const read = perText((text) => {
  const drugs = readDrugs(text);
  const facts = new Set(drugs.map((drug) => drug.concept));
  const order = orderFact(text, drugs);
  return order === undefined ? facts : facts.add(order);
});

/**
 * Rejects when a medicine, or a kind of medicine, is in one question only, or when two medicines change places
 * (`from a to b`). A trade name is equal to its substance.
 */
export const drugNamesGuard: Guard = factsGuard(
  'drug-names',
  { oneSided: 'a drug is in one question only', different: 'the drugs differ' },
  read,
);
