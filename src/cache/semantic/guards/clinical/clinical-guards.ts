import { type Guard } from '../guard.js';
import { bodySideGuard } from './body-side.guard.js';
import { bodySiteGuard } from './body-site.guard.js';
import { clinicalStateGuard } from './clinical-state.guard.js';
import { clinicalTestsGuard } from './clinical-tests.guard.js';
import { dosesGuard } from './doses.guard.js';
import { drugNamesGuard } from './drug-names.guard.js';

/** What two questions of a clinic must agree in before one answer may serve both. See docs/clinical-guards.md. */
export const clinicalGuards: readonly Guard[] = [
  drugNamesGuard,
  dosesGuard,
  bodySideGuard,
  bodySiteGuard,
  clinicalStateGuard,
  clinicalTestsGuard,
];
