import type { EntryAddress } from '../core/address.js';
import { tokenKey } from '../core/token.js';
import type { Compute, LayerRequest, ResolveOptions } from './engine.types.js';
import type { EntryRead, Miss } from './entry-reader.js';
import type { Approach } from './near-entries.js';

/** A request on its way through the engine. */
export interface Journey<T> {
  readonly request: LayerRequest<T>;
  readonly address: EntryAddress;
  readonly compute: Compute<T>;
  readonly options: ResolveOptions;
  readonly ttlMs: number;
  /** The search for entries of similar questions, if the request allows it. */
  readonly approach: Approach | undefined;
}

/** Flights are found by address and token; see `Flights`. */
export function flightKey<T>({ address }: Journey<T>, { token, settling }: Miss): string {
  // Who begins after the settle window must not be given what was begun in it.
  return `${address.field} ${settling ? 'settling ' : ''}${tokenKey(token)}`;
}

/** What of it is asked of the store at the request's own address. */
export function readOf<T>({ request, address, ttlMs, options }: Journey<T>): JourneyRead<T> {
  return { layer: request.layer, scope: request.scope, address, ttlMs, replay: options.replay };
}

type JourneyRead<T> = Pick<EntryRead<T>, 'layer' | 'scope' | 'address' | 'ttlMs' | 'replay'>;
