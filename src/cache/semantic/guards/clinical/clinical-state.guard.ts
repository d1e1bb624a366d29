import { type Guard } from '../guard.js';
import { factsGuard } from './reading/facts-guard.js';
import { readStates } from './state/read-states.js';

/**
 * Rejects when a state (acute, type 2, fasting, pregnant, postoperative, family history, ...), what is asked for
 * (symptoms, treatment, side effects, ...) or what is done with a medicine (start, stop, ...) is in one question only.
 */
export const clinicalStateGuard: Guard = factsGuard(
  'clinical-state',
  {
    oneSided: 'a clinical state or what is asked about it is in one question only',
    different: 'the clinical states or what is asked about them differ',
  },
  readStates,
);
