import type { EntryAddress } from '../core/address.js';
import { DelegatingScopedStore } from '../store/delegating-scoped-store.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  ScopedStore,
  FillResult,
} from '../store/scoped-store.js';
import { openEntry, sealEntry } from './entry-seal.js';
import type { KeyRing } from './key-ring.js';

/**
 * Entries in a store that sees only sealed ones. What the protocol compares (incarnations, times, digests) stays in the
 * clear; it says nothing of what is in an entry.
 *
 * An entry that cannot be opened is a miss, taken as such from the store by a second, forced BEGIN: the token has to be
 * the store's, and the fill will replace the entry.
 */
export class SealedScopedStore extends DelegatingScopedStore {
  constructor(
    inner: ScopedStore,
    private readonly ring: KeyRing,
    /** Called when an entry was sealed with a key that is not on the ring. */
    private readonly onUnknownKey: () => void,
  ) {
    super(inner);
  }

  override async begin(request: BeginRequest): Promise<BeginResult> {
    // Asked for before the entry is, so that one that is found can be opened at once; nearly always in memory.
    const keys = await this.ring.keysOf(request.address.workspace);
    const result = await this.inner.begin(request);
    if (result.status === 'miss') return result;
    try {
      const entry = openEntry(result.entry, placeOf(request.address), keys);
      if (entry !== undefined) return { ...result, entry };
    } catch {
      return await this.forcedMiss(request, 'corrupt');
    }
    this.onUnknownKey();
    return await this.forcedMiss(request, 'absent');
  }

  override async fill(request: FillRequest): Promise<FillResult> {
    const keys = await this.ring.keysOf(request.address.workspace);
    const entry = sealEntry(request.entry, placeOf(request.address), keys);
    return await this.inner.fill({ ...request, entry });
  }

  private async forcedMiss(request: BeginRequest, reason: 'absent' | 'corrupt'): Promise<BeginResult> {
    const result = await this.inner.begin({ ...request, notBefore: Infinity });
    return result.status === 'miss' ? { ...result, reason } : result;
  }
}

/** What an entry is bound to, beside its key; digests hold no `|`. */
function placeOf({ workspace, client, field }: EntryAddress): string {
  return `${workspace}|${client}|${field}`;
}
