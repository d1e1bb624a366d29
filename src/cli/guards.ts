import { Option } from 'commander';
import { clinicalGuards } from '../cache/semantic/guards/clinical/clinical-guards.js';
import { createGuards, type GuardSet } from '../cache/semantic/guards/guard-set.js';

/** On by default, as in the cache: what is measured is what will decide. */
export function clinicalOption(): Option {
  return new Option(
    '--clinical',
    'ask the clinical guards as well: drugs, doses, body side and site',
  ).default(true);
}

/** The guards that a command asks: the general ones, and after them those for clinics. */
export function chooseGuards(clinical: boolean): GuardSet {
  return createGuards(clinical ? { extra: clinicalGuards } : {});
}
