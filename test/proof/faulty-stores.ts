import type { EntryAddress } from '../../src/cache/core/address.js';
import type { Token } from '../../src/cache/core/token.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  HeldLease,
  ScopedStore,
  FillResult,
} from '../../src/cache/store/scoped-store.js';

/** Passes everything on; what the faulty stores have in common is that they are right everywhere but in one place. */
class PassingStore implements ScopedStore {
  constructor(protected readonly inner: ScopedStore) {}

  start = (): Promise<void> => this.inner.start();
  stop = (): Promise<void> => this.inner.stop();
  health: ScopedStore['health'] = () => this.inner.health();
  begin(request: BeginRequest): Promise<BeginResult> {
    return this.inner.begin(request);
  }
  fill(request: FillRequest): Promise<FillResult> {
    return this.inner.fill(request);
  }
  renewLease(lease: HeldLease, ttlMs: number): Promise<boolean> {
    return this.inner.renewLease(lease, ttlMs);
  }
  releaseLease(lease: HeldLease): Promise<void> {
    return this.inner.releaseLease(lease);
  }
  note: ScopedStore['note'] = (request) => this.inner.note(request);
  notes: ScopedStore['notes'] = (scope, names) => this.inner.notes(scope, names);
  invalidateClient: ScopedStore['invalidateClient'] = (scope) => this.inner.invalidateClient(scope);
  invalidateWorkspace: ScopedStore['invalidateWorkspace'] = (workspace) =>
    this.inner.invalidateWorkspace(workspace);
  invalidateTag: ScopedStore['invalidateTag'] = (scope, tag) => this.inner.invalidateTag(scope, tag);
  invalidateDocument: ScopedStore['invalidateDocument'] = (workspace, document) =>
    this.inner.invalidateDocument(workspace, document);
  clear: ScopedStore['clear'] = () => this.inner.clear();
  sweep: ScopedStore['sweep'] = (workspace) => this.inner.sweep(workspace);
}

/**
 * Does not compare: a fill is stored under whatever is current when it comes. That is what a cache does that stamps
 * its entries with the tag's version at write time, or that just sets and deletes keys.
 */
export class UnfencedStore extends PassingStore {
  override async fill(request: FillRequest): Promise<FillResult> {
    const now = await this.inner.begin({
      address: request.address,
      now: request.createdAt,
      notBefore: Infinity,
      ttlMs: request.expiresAt - request.createdAt,
    });
    if (now.status === 'hit') throw new Error('a forced miss was a hit');
    return await this.inner.fill({ ...request, token: now.token });
  }
}

/** Fences, but all its tokens look alike to the engine: a late reader joins whatever runs for the same address. */
export class FlightsByAddressStore extends PassingStore {
  private readonly real = new WeakMap<Token, Token>();

  override async begin(request: BeginRequest): Promise<BeginResult> {
    const begun = await this.inner.begin(request);
    if (begun.status === 'hit') return begun;
    const token: Token = { workspace: 'x', scope: 'x', tag: 'x', documents: 'x', replication: 'x' };
    this.real.set(token, begun.token);
    return { ...begun, token };
  }

  override fill(request: FillRequest): Promise<FillResult> {
    return this.inner.fill({ ...request, token: this.realOf(request.token) });
  }

  override renewLease(lease: HeldLease, ttlMs: number): Promise<boolean> {
    return this.inner.renewLease({ ...lease, token: this.realOf(lease.token) }, ttlMs);
  }

  override releaseLease(lease: HeldLease): Promise<void> {
    return this.inner.releaseLease({ ...lease, token: this.realOf(lease.token) });
  }

  private realOf(token: Token): Token {
    const real = this.real.get(token);
    if (real === undefined) throw new Error('a token that was not given out');
    return real;
  }
}

/** Keeps the answers of all clients at one place, each over the last: what a key built without the client would do. */
export class ClientBlindStore extends PassingStore {
  private readonly first = new Map<string, EntryAddress>();

  override begin(request: BeginRequest): Promise<BeginResult> {
    return this.inner.begin({ ...request, address: this.shared(request.address) });
  }

  override fill(request: FillRequest): Promise<FillResult> {
    return this.inner.fill({ ...request, address: this.shared(request.address) });
  }

  override releaseLease(lease: HeldLease): Promise<void> {
    return this.inner.releaseLease({ ...lease, address: this.shared(lease.address) });
  }

  private shared(address: EntryAddress): EntryAddress {
    const key = `${address.workspace} ${address.tag}`;
    const first = this.first.get(key) ?? address;
    this.first.set(key, first);
    return first;
  }
}
