import { LRUCache } from 'lru-cache';

/**
 * The incarnations of the memory store. A record *is* an incarnation: entries point at the records under which they
 * were computed and are true exactly while all of them are alive, so that a hit needs no look-up but its own, and
 * an invalidation is the death of one object. A record never comes back to life; its successor is a new object.
 */
export interface IncarnationRecord {
  readonly incarnation: string;
  /** Ms since the epoch. */
  readonly bornAt: number;
  alive: boolean;
}

export interface WorkspaceRecord extends IncarnationRecord {
  /** Digest of the workspace id. */
  readonly address: string;
  /** Incarnation of "any document of this workspace". */
  documents: string;
  /** Ms since the epoch. */
  documentsBornAt: number;
  /** Scopes that live under this incarnation, to count what its end makes untrue. */
  readonly scopes: Set<ScopeRecord>;
}

export interface ScopeRecord extends IncarnationRecord {
  readonly workspace: WorkspaceRecord;
  /** Fields of the entries stored in this scope, for the count and for the physical deletion. */
  readonly fields: Set<string>;
  /** Tags that were invalidated since this incarnation began. */
  readonly renewedTags: Set<string>;
  /** What is kept under which name until this incarnation ends. */
  readonly notes: Map<string, readonly Buffer[]>;
}

export interface TagRecord extends IncarnationRecord {
  /** Where it is in the collection of tags. */
  readonly key: string;
  readonly scope: ScopeRecord;
  readonly fields: Set<string>;
  /** Running computations by field; they die with the record. */
  readonly leases: Map<string, Lease>;
}

export interface Lease {
  readonly owner: string;
  /** Ms since the epoch. */
  until: number;
}

export interface MemoryEntry {
  readonly bytes: Buffer;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly tag: TagRecord;
  /** Digests of the documents it was made from, and their incarnations. */
  readonly documentNames: readonly string[];
  readonly documents: readonly IncarnationRecord[];
}

/** A bounded collection of records; a record that leaves it, for whatever reason, is dead. */
export function recordCache<R extends IncarnationRecord>(
  max: number,
  buried: (record: R, key: string) => void = () => undefined,
): LRUCache<string, R> {
  return new LRUCache<string, R>({
    // `maxSize` and not `max`, for which the places of all records would be allocated in advance.
    maxSize: max,
    sizeCalculation: () => 1,
    dispose: (record, key) => {
      record.alive = false;
      buried(record, key);
    },
  });
}

/** The record at `key`; a new one if there is none or what is there was opened under another incarnation. */
export function open<R extends IncarnationRecord>(
  cache: LRUCache<string, R>,
  key: string,
  create: () => R,
  isCurrent: (record: R) => boolean = () => true,
): R {
  const found = cache.get(key);
  if (found !== undefined && isCurrent(found)) return found;
  const record = create();
  cache.set(key, record); // disposes of what was there
  return record;
}

export function isTrue(entry: MemoryEntry): boolean {
  const { tag } = entry;
  return (
    tag.alive &&
    tag.scope.alive &&
    tag.scope.workspace.alive &&
    entry.documents.every((document) => document.alive)
  );
}
