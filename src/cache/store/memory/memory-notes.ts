import { LRUCache } from 'lru-cache';
import type { NoteRequest } from '../scoped-store.js';
import type { ScopeRecord } from './records.js';

/** Names of notes that a scope remembers; past them its incarnation ends, which is always allowed. */
const MAX_NAMES = 4096;
/** What a note, and a name, cost beside their bytes, roughly. */
const OVERHEAD_BYTES = 128;

interface Noted {
  readonly record: ScopeRecord;
  readonly bytes: number;
}

/**
 * The notes of all scopes, in the scopes' records. A scope may live as long as the process and outlive the entries that
 * its notes are about, so their bytes are bounded together: past the bound the scope whose notes were not added to for
 * longest ends. A note never goes alone, since who has said that two questions differ relies on it.
 */
export class MemoryNotes {
  private readonly scopes: LRUCache<string, Noted>;

  constructor(
    maxBytes: number,
    /** Ends the scope's incarnation, entries and notes. */
    private readonly end: (key: string, record: ScopeRecord) => void,
  ) {
    this.scopes = new LRUCache<string, Noted>({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }) => bytes,
      // After, since the end of a scope comes back here.
      disposeAfter: ({ record }, key, reason) => {
        if (reason === 'evict') this.end(key, record);
      },
    });
  }

  /** False when the scope has ended by it. */
  add(key: string, record: ScopeRecord, { name, note, max }: NoteRequest): boolean {
    const before = record.notes.get(name);
    const after = [...(before ?? []), Buffer.from(note)].slice(-max);
    record.notes.set(name, after);
    const known = this.scopes.peek(key);
    const bytes = known?.record === record ? known.bytes : 0;
    this.scopes.set(key, { record, bytes: bytes + sizeOf(name, after) - sizeOf(name, before) });
    // A scope that is larger than all may be is not kept there at all.
    if (record.notes.size > MAX_NAMES || !this.scopes.has(key)) this.end(key, record);
    return record.alive;
  }

  /** What an ended scope has noted takes no room any more. */
  forget(key: string, record: ScopeRecord): void {
    if (this.scopes.peek(key)?.record === record) this.scopes.delete(key);
    record.notes.clear();
  }
}

function sizeOf(name: string, notes: readonly Buffer[] | undefined): number {
  if (notes === undefined) return 0;
  return notes.reduce((sum, { length }) => sum + length + OVERHEAD_BYTES, name.length + OVERHEAD_BYTES);
}
