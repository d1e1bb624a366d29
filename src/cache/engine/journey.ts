import type { EntryAddress } from '../core/address.js';
import { tokenKey } from '../core/token.js';
import type { Compute, LayerRequest, ResolveOptions } from './engine.types.js';
import type { Miss } from './entry-reader.js';

/** A request on its way through the engine. */
export interface Journey<T> {
  readonly request: LayerRequest<T>;
  readonly address: EntryAddress;
  readonly compute: Compute<T>;
  readonly options: ResolveOptions;
  readonly ttlMs: number;
}

/** Flights are found by address and token; see `Flights`. */
export function flightKey<T>({ address }: Journey<T>, { token }: Miss): string {
  return `${address.field} ${tokenKey(token)}`;
}
