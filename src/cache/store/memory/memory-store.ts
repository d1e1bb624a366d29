import { LRUCache } from 'lru-cache';
import type { EntryAddress, ScopeAddress } from '../../core/address.js';
import { WORKSPACE_WIDE } from '../../core/address.js';
import type { Clock } from '../../core/clock.js';
import { incarnationMint } from '../../core/incarnation.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  HeldLease,
  InvalidationOutcome,
  LeaseRequest,
  NoteRequest,
  ScopedStore,
  StoreHealth,
  FillResult,
} from '../scoped-store.js';
import { MemoryNotes } from './memory-notes.js';
import { scopeKey, tagKey, tokenOf, isCurrent } from './incarnations.js';
import {
  isTrue,
  open,
  recordCache,
  type IncarnationRecord,
  type Lease,
  type MemoryEntry,
  type ScopeRecord,
  type TagRecord,
  type WorkspaceRecord,
} from './records.js';

/** How many incarnations are remembered; forgetting one costs misses, never a stale answer. */
const MAX_RECORDS = 200_000;
/** Tags that a scope remembers; past them its incarnation ends, which is always allowed. */
const MAX_RENEWED_TAGS = 256;
/** This part of the bytes is for notes, beside the entries'. */
const NOTES_SHARE = 1 / 8;
/** What an entry costs beside its bytes, roughly: the objects and index places that hold it. */
const ENTRY_OVERHEAD_BYTES = 512;
/** Dead entries deleted in one go; more would hold up the event loop. */
const SWEEP_BATCH = 500;
/** Fields of a full scope that a fill looks at. */
const FULL_SCOPE_LOOKS = 10;

export interface MemoryStoreOptions {
  /** Least recently used entries are evicted above this many bytes. */
  readonly maxBytes: number;
  readonly clock: Clock;
  /** How many entries a scope may hold; default any number. */
  readonly maxScopeEntries?: number | undefined;
  /** Fills of computations that begin so soon after an invalidation are not to be made. Ms, default 0. */
  readonly settleMs?: number | undefined;
}

/**
 * The store of one process, and the embedded default. Same protocol as on Redis: JavaScript runs each method to its
 * end without interleaving, which is the atomicity that the scripts have there.
 */
export class MemoryStore implements ScopedStore {
  private readonly mint = incarnationMint();
  private readonly workspaces = recordCache<WorkspaceRecord>(MAX_RECORDS);
  private readonly scopes = recordCache<ScopeRecord>(MAX_RECORDS, (scope, key) => {
    scope.workspace.scopes.delete(scope);
    this.kept.forget(key, scope);
  });
  private readonly tags = recordCache<TagRecord>(MAX_RECORDS);
  private readonly documents = recordCache<IncarnationRecord>(MAX_RECORDS);
  private readonly entries: LRUCache<string, MemoryEntry>;
  private readonly kept: MemoryNotes;
  private readonly clock: Clock;
  private readonly settleMs: number;
  private readonly maxScopeEntries: number;

  constructor(options: MemoryStoreOptions) {
    this.clock = options.clock;
    this.settleMs = options.settleMs ?? 0;
    this.maxScopeEntries = options.maxScopeEntries ?? Infinity;
    this.kept = new MemoryNotes(Math.ceil(options.maxBytes * NOTES_SHARE), (key, record) => {
      if (this.scopes.peek(key) === record) this.dropScope(key);
    });
    this.entries = new LRUCache<string, MemoryEntry>({
      maxSize: options.maxBytes,
      sizeCalculation: (entry) => entry.bytes.length + ENTRY_OVERHEAD_BYTES,
      dispose: ({ tag }, field, reason) => {
        tag.fields.delete(field);
        tag.scope.fields.delete(field);
        // A question whose last entry had to make room takes its incarnation with it, or these would outgrow the
        // entries. Not when an entry is replaced: its successor is about to be true under the same one.
        if (reason === 'evict' && tag.fields.size === 0 && tag.leases.size === 0) this.tags.delete(tag.key);
      },
    });
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  health(): StoreHealth {
    return { kind: 'memory', status: 'up', notes: [] };
  }

  begin(request: BeginRequest): Promise<BeginResult> {
    return Promise.resolve(this.beginNow(request));
  }

  fill(request: FillRequest): Promise<FillResult> {
    return Promise.resolve(this.fillNow(request));
  }

  renewLease(held: HeldLease, ttlMs: number): Promise<boolean> {
    const lease = this.heldLease(held);
    if (lease !== undefined) lease.until = this.clock.now() + ttlMs;
    return Promise.resolve(lease !== undefined);
  }

  releaseLease(held: HeldLease): Promise<void> {
    const key = tagKey(held.address);
    const tag = this.tags.get(key);
    if (tag !== undefined && this.heldLease(held) !== undefined) {
      tag.leases.delete(held.address.field);
      // Nothing came of the computation: an incarnation that nothing was stored under is not worth a place.
      if (tag.fields.size === 0 && tag.leases.size === 0) this.tags.delete(key);
    }
    return Promise.resolve();
  }

  note(request: NoteRequest): Promise<boolean> {
    const record = this.currentScope(request.scope);
    return Promise.resolve(record !== undefined && this.kept.add(scopeKey(request.scope), record, request));
  }

  notes(scope: ScopeAddress, names: readonly string[]): Promise<readonly (readonly Buffer[])[]> {
    const record = this.currentScope(scope);
    return Promise.resolve(names.map((name) => record?.notes.get(name) ?? []));
  }

  invalidateClient(scope: ScopeAddress): Promise<InvalidationOutcome> {
    const wide = { workspace: scope.workspace, client: WORKSPACE_WIDE };
    let entries = this.dropScope(scopeKey(wide));
    if (scope.client !== WORKSPACE_WIDE) entries += this.dropScope(scopeKey(scope));
    return acknowledged(entries);
  }

  invalidateWorkspace(workspace: string): Promise<InvalidationOutcome> {
    const record = this.workspaces.get(workspace);
    if (record === undefined) return acknowledged(0);
    let entries = 0;
    for (const scope of record.scopes) if (scope.alive) entries += scope.fields.size;
    this.workspaces.delete(workspace);
    this.deleteLater([...record.scopes]);
    return acknowledged(entries);
  }

  invalidateTag(scope: ScopeAddress, tag: string): Promise<InvalidationOutcome> {
    const inScope = this.currentScope(scope);
    inScope?.renewedTags.add(tag);
    if (inScope !== undefined && inScope.renewedTags.size > MAX_RENEWED_TAGS) this.dropScope(scopeKey(scope));
    const key = tagKey({ ...scope, tag });
    const record = this.tags.get(key);
    if (record === undefined) return acknowledged(0);
    const fields = [...record.fields];
    this.tags.delete(key);
    for (const field of fields) this.deleteIfUntrue(field);
    return acknowledged(fields.length);
  }

  invalidateDocument(workspace: string, document: string): Promise<InvalidationOutcome> {
    this.documents.delete(`${workspace} ${document}`);
    const record = this.workspaces.get(workspace);
    if (record !== undefined) {
      record.documents = this.mint();
      record.documentsBornAt = this.clock.now();
    }
    return acknowledged(0);
  }

  clear(): Promise<InvalidationOutcome> {
    const entries = this.entries.size;
    this.workspaces.clear();
    this.scopes.clear();
    this.tags.clear();
    this.documents.clear();
    this.entries.clear();
    return acknowledged(entries);
  }

  async sweep(workspace: string): Promise<number> {
    const dead: string[] = [];
    for (const [field, entry] of this.entries.entries()) {
      if (entry.tag.scope.workspace.address === workspace && !isTrue(entry)) dead.push(field);
    }
    return this.deleteInBatches(dead);
  }

  private beginNow({ address, now, notBefore, lease }: BeginRequest): BeginResult {
    const entry = this.entries.get(address.field);
    let reason: Exclude<BeginResult, { status: 'hit' }>['reason'] = 'absent';
    if (entry !== undefined) {
      if (!isTrue(entry)) reason = 'invalidated';
      else if (entry.expiresAt <= now) reason = 'expired';
      else if (entry.createdAt < notBefore) reason = 'refresh';
      else return { status: 'hit', entry: entry.bytes, documents: entry.documentNames };
      if (reason !== 'refresh') this.entries.delete(address.field);
    }
    const tag = this.openTag(address);
    const settling = this.isSettling(tag, address.tag);
    return {
      status: 'miss',
      token: tokenOf(tag),
      reason,
      lease: this.takeLease(tag, address.field, settling ? undefined : lease),
      settling,
      tagRenewed: tag.scope.renewedTags.has(address.tag),
    };
  }

  private isSettling({ bornAt, scope }: TagRecord, name: string): boolean {
    if (this.settleMs === 0) return false;
    const { workspace } = scope;
    // A tag that was never invalidated has a record since it was first asked for.
    const tag = scope.renewedTags.has(name) ? bornAt : 0;
    const youngest = Math.max(tag, scope.bornAt, workspace.bornAt, workspace.documentsBornAt);
    return youngest + this.settleMs > this.clock.now();
  }

  private fillNow(request: FillRequest): FillResult {
    const { address, token } = request;
    const tag = this.tags.get(tagKey(address));
    if (tag === undefined || !isCurrent(tag, token)) return 'refused';
    const { workspace } = tag.scope;
    if (request.documents.length > 0 && workspace.documents !== token.documents) return 'refused';
    if (!this.hasRoom(tag.scope, address.field)) {
      if (tag.leases.get(address.field)?.owner === request.leaseOwner) tag.leases.delete(address.field);
      return 'full';
    }
    this.entries.set(address.field, {
      bytes: request.entry,
      createdAt: request.createdAt,
      expiresAt: request.expiresAt,
      tag,
      documentNames: request.documents,
      documents: request.documents.map((document) => this.openDocument(address.workspace, document)),
    });
    if (tag.leases.get(address.field)?.owner === request.leaseOwner) tag.leases.delete(address.field);
    // An entry larger than the whole store is not kept by the LRU.
    if (!this.entries.has(address.field)) return 'refused';
    tag.fields.add(address.field);
    tag.scope.fields.add(address.field);
    return 'stored';
  }

  /** Of a full scope a few fields are looked at, the oldest first: expired ones make room. */
  private hasRoom({ fields }: ScopeRecord, field: string): boolean {
    if (fields.size < this.maxScopeEntries || fields.has(field)) return true;
    let looks = 0;
    for (const oldest of fields) {
      if (++looks > FULL_SCOPE_LOOKS) break;
      const entry = this.entries.peek(oldest);
      if (entry === undefined || entry.expiresAt <= this.clock.now()) {
        this.entries.delete(oldest);
        fields.delete(oldest);
      }
    }
    return fields.size < this.maxScopeEntries;
  }

  private openTag(address: EntryAddress): TagRecord {
    const workspace = open<WorkspaceRecord>(this.workspaces, address.workspace, () => ({
      ...this.newRecord(),
      address: address.workspace,
      documents: this.mint(),
      documentsBornAt: this.clock.now(),
      scopes: new Set(),
    }));
    const scope = open<ScopeRecord>(
      this.scopes,
      scopeKey(address),
      () => ({
        ...this.newRecord(),
        workspace,
        fields: new Set(),
        renewedTags: new Set(),
        notes: new Map(),
      }),
      (record) => record.workspace === workspace,
    );
    workspace.scopes.add(scope);
    const key = tagKey(address);
    return open<TagRecord>(
      this.tags,
      key,
      () => ({ ...this.newRecord(), key, scope, fields: new Set(), leases: new Map() }),
      (record) => record.scope === scope,
    );
  }

  private openDocument(workspace: string, document: string): IncarnationRecord {
    return open(this.documents, `${workspace} ${document}`, () => this.newRecord());
  }

  private newRecord(): IncarnationRecord {
    return { incarnation: this.mint(), bornAt: this.clock.now(), alive: true };
  }

  private heldLease({ address, owner, token }: HeldLease): Lease | undefined {
    const tag = this.tags.get(tagKey(address));
    const lease = tag?.leases.get(address.field);
    return tag !== undefined && isCurrent(tag, token) && lease?.owner === owner ? lease : undefined;
  }

  private takeLease(
    tag: TagRecord,
    field: string,
    request: LeaseRequest | undefined,
  ): 'granted' | 'held' | 'none' {
    if (request === undefined) return 'none';
    const now = this.clock.now();
    const held = tag.leases.get(field);
    if (held !== undefined && held.owner !== request.owner && held.until > now) return 'held';
    tag.leases.set(field, { owner: request.owner, until: now + request.ttlMs });
    return 'granted';
  }

  private currentScope(scope: ScopeAddress): ScopeRecord | undefined {
    const record = this.scopes.get(scopeKey(scope));
    return record?.alive === true && record.workspace.alive ? record : undefined;
  }

  private dropScope(key: string): number {
    const scope = this.scopes.get(key);
    if (scope === undefined || !scope.workspace.alive) return 0;
    this.scopes.delete(key);
    const entries = scope.fields.size;
    this.deleteLater([scope]);
    return entries;
  }

  private deleteLater(scopes: readonly ScopeRecord[]): void {
    const fields = scopes.flatMap((scope) => [...scope.fields]);
    if (fields.length > 0) setImmediate(() => void this.deleteInBatches(fields));
  }

  private async deleteInBatches(fields: readonly string[]): Promise<number> {
    let deleted = 0;
    for (let start = 0; start < fields.length; start += SWEEP_BATCH) {
      for (const field of fields.slice(start, start + SWEEP_BATCH)) if (this.deleteIfUntrue(field)) deleted++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return deleted;
  }

  // The field may have been filled anew under a living incarnation since it was noted as dead.
  private deleteIfUntrue(field: string): boolean {
    const entry = this.entries.peek(field);
    return entry !== undefined && !isTrue(entry) && this.entries.delete(field);
  }
}

function acknowledged(entries: number): Promise<InvalidationOutcome> {
  return Promise.resolve({ acknowledged: true, entries });
}
