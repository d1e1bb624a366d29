import type { Clock } from '../core/clock.js';
import type { CacheObserver } from '../core/observer.js';
import type { CacheLogger, ResolvedOptions } from '../options/cache.options.js';
import type { ContentStore } from '../store/content-store.js';
import type { ScopedStore } from '../store/scoped-store.js';
import { KeyRing } from './key-ring.js';
import { SealedContentStore } from './sealed-content-store.js';
import { SealedScopedStore } from './sealed-scoped-store.js';

export interface SealedStores {
  readonly scopedStore: ScopedStore;
  readonly contentStore: ContentStore;
  /** Absent: nothing is encrypted. */
  readonly ring?: KeyRing;
}

/** The stores as they are without encryption keys; with keys, around them the ones that seal. */
export function sealStores(
  { scopedStore, contentStore }: { readonly scopedStore: ScopedStore; readonly contentStore: ContentStore },
  { encryption: { keys, workspaceSecrets }, commandTimeoutMs }: ResolvedOptions,
  { clock, logger, observer }: { clock: Clock; logger: CacheLogger; observer: CacheObserver },
): SealedStores {
  if (keys.length === 0) return { scopedStore, contentStore };
  const ring = new KeyRing(keys, clock, workspaceSecrets, commandTimeoutMs);
  let told = false;
  const onUnknownKey = (): void => {
    if (told) return;
    told = true;
    logger.warn('Entries under an encryption key that is not configured (any more) are computed anew.');
  };
  return {
    ring,
    scopedStore: new SealedScopedStore(scopedStore, ring, onUnknownKey),
    contentStore: new SealedContentStore(contentStore, ring, onUnknownKey, (layer) =>
      observer.corrupt(layer),
    ),
  };
}
