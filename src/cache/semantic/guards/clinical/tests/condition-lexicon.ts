import { Lexicon } from '../reading/lexicon.js';
import { CONDITIONS } from './conditions.data.js';

/** Conditions by name. A part of the body in such a name (heart attack) is not read as a body site. */
export const NAMED_CONDITIONS = new Lexicon(CONDITIONS);
