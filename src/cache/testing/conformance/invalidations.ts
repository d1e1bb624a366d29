import type { EntryAddress } from '../../core/address.js';
import type { InvalidationOutcome, ScopedStore } from '../../store/scoped-store.js';

/** Each way in which the contract makes an entry at an address untrue. */
export interface Invalidation {
  readonly name: string;
  run(store: ScopedStore, address: EntryAddress): Promise<InvalidationOutcome>;
}

/** Every invalidation that concerns all entries of a scope; those of documents are cases of their own. */
export const INVALIDATIONS: readonly Invalidation[] = [
  { name: 'invalidateClient', run: (store, address) => store.invalidateClient(address) },
  { name: 'invalidateWorkspace', run: (store, { workspace }) => store.invalidateWorkspace(workspace) },
  { name: 'invalidateTag', run: (store, address) => store.invalidateTag(address, address.tag) },
  { name: 'clear', run: (store) => store.clear() },
];
