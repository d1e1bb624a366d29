import { StoreUnavailableError } from '../../core/errors.js';

/**
 * The store is left alone at present: the circuit is open, or invalidations wait to be applied first. A change of
 * state has been or will be told by the one who decided so; this error is no further news.
 */
export class StoreBypassedError extends StoreUnavailableError {}
