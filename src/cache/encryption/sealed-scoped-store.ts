import type { EntryAddress, ScopeAddress } from '../core/address.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  HeldLease,
  InvalidationOutcome,
  NoteRequest,
  ScopedStore,
  StoreHealth,
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
export class SealedScopedStore implements ScopedStore {
  constructor(
    private readonly inner: ScopedStore,
    private readonly ring: KeyRing,
    /** Called when an entry was sealed with a key that is not on the ring. */
    private readonly onUnknownKey: () => void,
  ) {}

  async begin(request: BeginRequest): Promise<BeginResult> {
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

  async fill(request: FillRequest): Promise<FillResult> {
    const keys = await this.ring.keysOf(request.address.workspace);
    const entry = sealEntry(request.entry, placeOf(request.address), keys);
    return await this.inner.fill({ ...request, entry });
  }

  private async forcedMiss(request: BeginRequest, reason: 'absent' | 'corrupt'): Promise<BeginResult> {
    const result = await this.inner.begin({ ...request, notBefore: Infinity });
    return result.status === 'miss' ? { ...result, reason } : result;
  }

  start(): Promise<void> {
    return this.inner.start();
  }

  stop(): Promise<void> {
    return this.inner.stop();
  }

  health(): StoreHealth {
    return this.inner.health();
  }

  renewLease(lease: HeldLease, ttlMs: number): Promise<boolean> {
    return this.inner.renewLease(lease, ttlMs);
  }

  releaseLease(lease: HeldLease): Promise<void> {
    return this.inner.releaseLease(lease);
  }

  // Not sealed: a note holds digests and numbers, no text.
  note(request: NoteRequest): Promise<boolean> {
    return this.inner.note(request);
  }

  notes(scope: ScopeAddress, names: readonly string[]): Promise<readonly (readonly Buffer[])[]> {
    return this.inner.notes(scope, names);
  }

  invalidateClient(scope: ScopeAddress): Promise<InvalidationOutcome> {
    return this.inner.invalidateClient(scope);
  }

  invalidateWorkspace(workspace: string): Promise<InvalidationOutcome> {
    return this.inner.invalidateWorkspace(workspace);
  }

  invalidateTag(scope: ScopeAddress, tag: string): Promise<InvalidationOutcome> {
    return this.inner.invalidateTag(scope, tag);
  }

  invalidateDocument(workspace: string, document: string): Promise<InvalidationOutcome> {
    return this.inner.invalidateDocument(workspace, document);
  }

  clear(): Promise<InvalidationOutcome> {
    return this.inner.clear();
  }

  sweep(workspace: string): Promise<number> {
    return this.inner.sweep(workspace);
  }
}

/** What an entry is bound to, beside its key; digests hold no `|`. */
function placeOf({ workspace, client, field }: EntryAddress): string {
  return `${workspace}|${client}|${field}`;
}
