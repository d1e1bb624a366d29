import type { EntryAddress } from '../core/address.js';
import { decompress } from '../core/compression.js';
import { decodeEntry, type Entry } from '../core/envelope.js';
import { CorruptEntryError } from '../core/errors.js';
import type { Layer } from '../core/layer.js';
import type { Scope } from '../core/scope.js';
import type { BeginResult } from '../store/scoped-store.js';
import type { Hit, ResolveOptions } from './engine.types.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';
import { replay, type ReplayPace } from './stream/replay.js';
import { streamCodec } from './stream/stream-codec.js';
import { inForm } from './stream/stream-source.js';

/** A miss, with the token for its fill. */
export type Miss = Extract<BeginResult, { status: 'miss' }>;

/** What BEGIN found; `undefined` when the store fails. */
export type Begun<T> = Hit<T> | { readonly source: 'miss'; readonly miss: Miss } | undefined;

export interface EntryRead<T> {
  readonly layer: Layer<T>;
  readonly scope: Scope;
  readonly address: EntryAddress;
  readonly ttlMs: number;
  /** Only entries created at or after this time are hits, ms since the epoch; `Infinity` forces a miss. */
  readonly notBefore: number;
  /** Whether to ask for the right to compute. */
  readonly withLease: boolean;
  readonly replay?: ReplayPace | undefined;
  /** `false`: part of a look-up whose time is told as a whole. */
  readonly timed?: boolean | undefined;
}

/** BEGIN, and what it finds: an entry that proves to be one of this address, or a miss. */
export class EntryReader {
  constructor(private readonly parts: ScopedCacheParts) {}

  /** The oldest creation time that satisfies the options. */
  notBefore({ maxAgeMs }: Pick<ResolveOptions, 'maxAgeMs'>): number {
    if (maxAgeMs === undefined) return 0;
    // At 0 even an entry of this very millisecond is too old.
    return maxAgeMs <= 0 ? Infinity : this.parts.clock.now() - maxAgeMs;
  }

  /** `undefined` when the store fails. */
  async read<T>(read: EntryRead<T>): Promise<Begun<T>> {
    const { observer, clock } = this.parts;
    const { layer, address } = read;
    const now = clock.now();
    const result = await this.begin(read, now);
    if (result === undefined) return undefined;
    if (result.status === 'miss') {
      if (result.reason === 'corrupt') observer.corrupt(layer.name);
      return { source: 'miss', miss: result };
    }
    let entry: Entry;
    try {
      entry = this.checked(decodeEntry(result.entry, address.proof, codecsOf(layer)), now);
    } catch {
      observer.corrupt(layer.name);
      // A forced miss cannot meet the same bytes again.
      return await this.read({ ...read, notBefore: Infinity });
    }
    return {
      source: 'hit',
      via: 'exact',
      entry,
      address,
      provenance: { storable: true, documents: result.documents, costUsd: 0 },
      value: () => this.decode(read, entry),
    };
  }

  /**
   * The store has compared the times of its frame; what the entry says of itself counts. `now` is the time the store was
   * given: by a later one an honest entry could have expired since.
   */
  private checked(entry: Entry, now: number): Entry {
    const { maxEntryBytes } = this.parts.options;
    if (entry.expiresAt <= now) throw new CorruptEntryError('An entry past its time.');
    if (entry.length > maxEntryBytes || entry.stored.length > maxEntryBytes) {
      throw new CorruptEntryError('An entry larger than any that is stored.');
    }
    return entry;
  }

  private async begin<T>(
    { layer, scope, address, ttlMs, ...read }: EntryRead<T>,
    now: number,
  ): Promise<BeginResult | undefined> {
    const { store, observer, owner, options } = this.parts;
    const started = performance.now();
    const tell = (result: 'hit' | 'miss' | 'error'): void => {
      if (read.timed !== false) observer.lookup(layer.name, (performance.now() - started) / 1000, result);
    };
    try {
      const result = await store.begin({
        address,
        scope,
        now,
        notBefore: read.notBefore,
        lease: read.withLease ? { owner, ttlMs: options.leaseTtlMs } : undefined,
        ttlMs,
      });
      options.onStoreAnswer('lookup');
      tell(result.status);
      return result;
    } catch (error) {
      tell('error');
      options.onStoreError(error, 'lookup');
      return undefined;
    }
  }

  private async decode<T>({ layer, replay: pace = 'instant' }: EntryRead<T>, entry: Entry): Promise<T> {
    const payload = await decompress(entry.stored, entry.encoding, entry.length);
    if (entry.codec !== streamCodec.id) return layer.codec.decode(payload);
    const { form, events } = streamCodec.decode(payload);
    return inForm(form, replay(events, pace, this.parts.clock)) as T;
  }
}

function codecsOf({ codec, streams }: Layer): readonly number[] {
  return streams === true ? [codec.id, streamCodec.id] : [codec.id];
}
