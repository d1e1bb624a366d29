import type { ScopeAddress } from '../core/address.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  FillResult,
  HeldLease,
  InvalidationOutcome,
  NoteRequest,
  ScopedStore,
  StoreHealth,
} from './scoped-store.js';

/** A store around another one: everything is passed on but what a subclass does itself. */
export abstract class DelegatingScopedStore implements ScopedStore {
  constructor(protected readonly inner: ScopedStore) {}

  begin(request: BeginRequest): Promise<BeginResult> {
    return this.inner.begin(request);
  }

  fill(request: FillRequest): Promise<FillResult> {
    return this.inner.fill(request);
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
