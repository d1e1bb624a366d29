import type { ScopeAddress } from '../../core/address.js';
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
} from '../scoped-store.js';
import { LocalFallback } from './local-fallback.js';
import type { OutageGuard } from './outage-guard.js';
import type { ShardBreaker } from './shard-breaker.js';
import { StoreBypassedError } from './store-bypassed.error.js';

export interface ResilientScopedStoreParts {
  readonly store: ScopedStore;
  readonly guard: OutageGuard;
  /** Absent: while the store is away every request is computed for itself. */
  readonly fallback: LocalFallback | undefined;
}

/**
 * A store that may be away. What is read, filled and prolonged goes to the store only where the guard lets it;
 * invalidations always end in the store, at once or later.
 */
export class ResilientScopedStore implements ScopedStore {
  constructor(private readonly parts: ResilientScopedStoreParts) {}

  start(): Promise<void> {
    return this.parts.guard.start();
  }

  stop(): Promise<void> {
    return this.parts.guard.stop();
  }

  health(): StoreHealth {
    const { guard, store } = this.parts;
    const health = store.health();
    const { state, waiting } = guard;
    if (state === 'healthy') return { ...health, state, pendingInvalidations: waiting };
    const notes = [...health.notes];
    if (state === 'open' && health.status !== 'down') notes.unshift('A server does not answer.');
    if (waiting > 0) notes.unshift(`Invalidations wait to be applied: ${String(waiting)}.`);
    else if (state === 'fenced') notes.unshift('The journal of invalidations is not read yet.');
    const status = guard.down || health.status === 'down' ? 'down' : 'degraded';
    return { ...health, status, notes, state, pendingInvalidations: waiting };
  }

  async begin(request: BeginRequest): Promise<BeginResult> {
    const { store, fallback } = this.parts;
    try {
      return await this.circuit(request.address).run(() => store.begin(request));
    } catch (error) {
      if (fallback === undefined || !(error instanceof StoreBypassedError)) throw error;
      return await fallback.begin(request);
    }
  }

  async fill(request: FillRequest): Promise<FillResult> {
    const { store, fallback } = this.parts;
    if (LocalFallback.owns(request.token)) return (await fallback?.fill(request)) ?? 'refused';
    return await this.circuit(request.address).run(() => store.fill(request));
  }

  async renewLease(lease: HeldLease, ttlMs: number): Promise<boolean> {
    const { store, fallback } = this.parts;
    if (LocalFallback.owns(lease.token)) return (await fallback?.renewLease(lease, ttlMs)) ?? false;
    return await this.circuit(lease.address).run(() => store.renewLease(lease, ttlMs));
  }

  async releaseLease(lease: HeldLease): Promise<void> {
    const { store, fallback } = this.parts;
    if (LocalFallback.owns(lease.token)) await fallback?.releaseLease(lease);
    else await this.circuit(lease.address).run(() => store.releaseLease(lease));
  }

  /** Notes have no fallback: who cannot read what speaks against an entry must not serve it. */
  async note(request: NoteRequest): Promise<boolean> {
    return await this.circuit(request.scope).run(() => this.parts.store.note(request));
  }

  async notes(scope: ScopeAddress, names: readonly string[]): Promise<readonly (readonly Buffer[])[]> {
    return await this.circuit(scope).run(() => this.parts.store.notes(scope, names));
  }

  invalidateClient(scope: ScopeAddress): Promise<InvalidationOutcome> {
    return this.invalidate({ kind: 'client', scope });
  }

  invalidateWorkspace(workspace: string): Promise<InvalidationOutcome> {
    return this.invalidate({ kind: 'workspace', workspace });
  }

  invalidateTag(scope: ScopeAddress, tag: string): Promise<InvalidationOutcome> {
    return this.invalidate({ kind: 'tag', scope, tag });
  }

  invalidateDocument(workspace: string, document: string): Promise<InvalidationOutcome> {
    return this.invalidate({ kind: 'document', workspace, document });
  }

  clear(): Promise<InvalidationOutcome> {
    return this.invalidate({ kind: 'all' });
  }

  sweep(workspace: string): Promise<number> {
    return this.parts.store.sweep(workspace);
  }

  private invalidate(target: Parameters<OutageGuard['invalidate']>[0]): Promise<InvalidationOutcome> {
    // First here: the change is committed, so whatever the fallback is filled with from now on is newer.
    this.parts.fallback?.invalidate(target);
    return this.parts.guard.invalidate(target);
  }

  /** @throws StoreBypassedError */
  private circuit({ workspace }: ScopeAddress): ShardBreaker {
    return this.parts.guard.readable(workspace);
  }
}
