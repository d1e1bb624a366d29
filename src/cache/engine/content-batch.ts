import type { LRUCache } from 'lru-cache';
import type { ContentAddress } from '../core/address.js';
import { decompress } from '../core/compression.js';
import { CorruptEntryError } from '../core/errors.js';
import { decodeEntry, encodeEntry, type Entry } from '../core/envelope.js';
import type { FillOutcome } from '../core/observer.js';
import { Computation, runComputation, type Provenance } from './computation.js';
import type { Applicant } from './computation-limit.js';
import type { ContentCacheParts } from './content-cache.parts.js';
import { makeEntry } from './entry-encoder.js';
import type { ContentRequest, FoundContent } from './content.types.js';

type MissingPlace = readonly [key: string, { readonly index: number; readonly address: ContentAddress }];

/** The places in a request, one for each distinct address. */
export type ContentBatchPlaces = ReadonlyMap<
  string,
  { readonly index: number; readonly address: ContentAddress }
>;

/** The copies in this process. */
export interface ContentCopies {
  readonly front: LRUCache<string, Buffer>;
  /** False once copies were dropped since the batch began: what it computes is not to be kept. */
  readonly isCurrent: () => boolean;
}

const FROM_CACHE: Provenance = { storable: true, documents: [], costUsd: 0 };

/**
 * The part of a request that nobody else is already working on: read from this process' copies, then from the store
 * in one bulk read, then computed in one call, then stored.
 */
export class ContentBatch<T> {
  private readonly front: LRUCache<string, Buffer>;

  constructor(
    private readonly parts: ContentCacheParts,
    private readonly copies: ContentCopies,
    private readonly request: ContentRequest<T>,
    private readonly places: ContentBatchPlaces,
  ) {
    this.front = copies.front;
  }

  async run(abandonment: Applicant): Promise<ReadonlyMap<string, FoundContent<T>>> {
    const found = await this.look();
    const missing = [...this.places].filter(([key]) => !found.has(key));
    if (missing.length > 0) await this.compute(missing, found, abandonment);
    return found;
  }

  /** What the cache has of the request; nothing is computed. */
  async look(): Promise<Map<string, FoundContent<T>>> {
    const { observer } = this.parts;
    const { layer, workspaceId = '' } = this.request;
    const found = new Map<string, FoundContent<T>>();
    await this.read(found);
    for (const key of this.places.keys()) {
      if (!found.has(key)) observer.miss(layer.name, workspaceId, 'absent');
    }
    return found;
  }

  /** Stores values, in the order of the places, that were computed elsewhere. */
  async store(values: readonly T[], provenance: Provenance): Promise<FillOutcome> {
    const createdAt = Math.floor(this.parts.clock.now());
    return await this.keep([...this.places], values, createdAt, provenance, new Map());
  }

  private async read(found: Map<string, FoundContent<T>>): Promise<void> {
    const { store, observer, options } = this.parts;
    const { layer } = this.request;
    const elsewhere: string[] = [];
    for (const key of this.places.keys()) {
      const bytes = this.front.get(key);
      const accepted = bytes !== undefined && this.accept(key, bytes, found);
      if (!(accepted instanceof Promise ? await accepted : accepted)) elsewhere.push(key);
    }
    if (store === undefined || elsewhere.length === 0) return;
    const started = performance.now();
    let stored: (Buffer | undefined)[];
    try {
      stored = await store.getMany(elsewhere);
    } catch (error) {
      observer.lookup(layer.name, (performance.now() - started) / 1000, 'error');
      options.onStoreError(error, 'content lookup');
      return;
    }
    options.onStoreAnswer('content lookup');
    const hits = stored.filter((bytes) => bytes !== undefined).length;
    observer.lookup(
      layer.name,
      (performance.now() - started) / 1000,
      hits === stored.length ? 'hit' : 'miss',
    );
    for (const [index, key] of elsewhere.entries()) {
      const bytes = stored[index];
      if (bytes === undefined) continue;
      const accepted = this.accept(key, bytes, found);
      const isEntry = accepted instanceof Promise ? await accepted : accepted;
      if (isEntry && this.copies.isCurrent()) this.front.set(key, bytes);
    }
  }

  /**
   * Takes bytes for the entry at the key if they are one and it has not expired. At once where nothing has to be
   * inflated: of a hundred vectors, a hundred promises would cost more than reading them.
   */
  private accept(
    key: string,
    bytes: Buffer,
    found: Map<string, FoundContent<T>>,
  ): boolean | Promise<boolean> {
    const { observer, clock, options } = this.parts;
    const { layer, workspaceId = '' } = this.request;
    const place = this.places.get(key);
    if (place === undefined) return false;
    const refuse = (): boolean => {
      // Whatever is wrong with the bytes, envelope or payload: not an entry.
      observer.corrupt(layer.name);
      this.front.delete(key);
      return false;
    };
    try {
      const entry = decodeEntry(bytes, place.address.proof, [layer.codec.id]);
      if (entry.expiresAt <= clock.now()) return false;
      const { maxEntryBytes } = options;
      if (entry.length > maxEntryBytes || entry.stored.length > maxEntryBytes) return refuse();
      const take = (content: FoundContent<T>): boolean => {
        found.set(key, content);
        observer.hit(layer.name, workspaceId, entry.costUsd);
        return true;
      };
      const content = this.found(entry, 'hit', FROM_CACHE);
      return content instanceof Promise ? content.then(take, refuse) : take(content);
    } catch {
      return refuse();
    }
  }

  private async compute(
    missing: readonly MissingPlace[],
    found: Map<string, FoundContent<T>>,
    abandonment: Applicant,
  ): Promise<void> {
    const { observer, digester, options, limit } = this.parts;
    const { layer } = this.request;
    const leave = await limit?.enter(abandonment);
    const computation = new Computation(
      abandonment.signal,
      (dependency) => digester.dependency(dependency),
      options.prices,
    );
    const createdAt = Math.floor(this.parts.clock.now());
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    let values: readonly T[];
    try {
      const indexes = missing.map(([, { index }]) => index);
      values = await runComputation(computation, () => this.request.compute(indexes, computation));
      // One too few or too many, and who knows which value is whose.
      if (values.length !== indexes.length) {
        throw new RangeError(`Layer ${layer.name}: ${values.length} values computed for ${indexes.length}.`);
      }
    } catch (error) {
      observer.computed(layer.name, seconds(), 'error', computation.ownCostUsd);
      throw error;
    } finally {
      leave?.();
    }
    computation.assumeCost(layer.name, missing.length);
    observer.computed(layer.name, seconds(), 'ok', computation.ownCostUsd);
    await this.keep(missing, values, createdAt, computation, found);
  }

  /** Stores values that were computed; what is found is as a hit will give it. */
  private async keep(
    missing: readonly MissingPlace[],
    values: readonly T[],
    createdAt: number,
    computation: Provenance,
    found: Map<string, FoundContent<T>>,
  ): Promise<FillOutcome> {
    const { observer } = this.parts;
    const { layer, workspaceId = '' } = this.request;
    const share = computation.costUsd / missing.length;
    const provenance: Provenance = {
      storable: computation.storable,
      documents: computation.documents,
      costUsd: share,
    };
    const writes: { key: string; bytes: Buffer; ttlMs: number }[] = [];
    let refusal: FillOutcome | undefined;
    // What was made from documents is no function of its input alone, and nothing here could make it untrue.
    const storable = computation.storable && [...computation.documents].length === 0;
    for (const [position, [key, { address }]] of missing.entries()) {
      const value = values[position] as T;
      const { outcome, entry } = storable
        ? await this.encode(value, createdAt, share)
        : { outcome: 'no_store' as const };
      if (entry === undefined) {
        observer.fill(layer.name, workspaceId, outcome, 0);
        refusal = outcome;
        found.set(key, { source: 'computed', provenance, take: () => value });
        continue;
      }
      const bytes = encodeEntry(entry, address.proof);
      writes.push({ key, bytes, ttlMs: entry.expiresAt - entry.createdAt });
      // As a hit will give it: what is given now must not differ from what is given later.
      found.set(key, await this.found(entry, 'computed', provenance));
    }
    const written = await this.write(writes);
    return refusal ?? written;
  }

  private async write(
    writes: readonly { key: string; bytes: Buffer; ttlMs: number }[],
  ): Promise<FillOutcome> {
    const { store, observer, options } = this.parts;
    const { layer, workspaceId = '' } = this.request;
    let outcome: FillOutcome = 'stored';
    // In one step with sending the writes: whoever deletes what is stored does so after dropping the copies, and so
    // finds what was sent before.
    if (!this.copies.isCurrent()) {
      for (let n = 0; n < writes.length; n++) observer.fill(layer.name, workspaceId, 'refused', 0);
      return 'refused';
    }
    for (const { key, bytes } of writes) this.front.set(key, bytes);
    try {
      await store?.setMany(writes);
      options.onStoreAnswer('content fill');
    } catch (error) {
      outcome = 'error';
      options.onStoreError(error, 'content fill');
    }
    for (const { bytes } of writes) observer.fill(layer.name, workspaceId, outcome, bytes.length);
    return outcome;
  }

  private async encode(
    value: T,
    createdAt: number,
    costUsd: number,
  ): Promise<{ outcome: FillOutcome; entry?: Entry }> {
    const { options, random } = this.parts;
    const { layer } = this.request;
    if (value === undefined) return { outcome: 'no_store' };
    let payload: Buffer;
    try {
      payload = layer.codec.encode(value);
    } catch (error) {
      options.onUnstorable(layer.name, error);
      return { outcome: 'unstorable' };
    }
    if (payload.length > options.maxEntryBytes) return { outcome: 'too_large' };
    const facts = {
      codec: layer.codec.id,
      createdAt,
      ttlMs: this.request.ttlMs ?? layer.ttlMs,
      costUsd,
      compressFrom: layer.compressible === false ? Infinity : options.compressionThresholdBytes,
    };
    return { outcome: 'stored', entry: await makeEntry(payload, facts, random) };
  }

  /** @throws CorruptEntryError, or rejects with it, when the payload is no value of the layer's. */
  private found(
    entry: Entry,
    source: 'hit' | 'computed',
    provenance: Provenance,
  ): FoundContent<T> | Promise<FoundContent<T>> {
    const read = (payload: Buffer): T => {
      try {
        return this.request.layer.codec.decode(payload);
      } catch (cause) {
        throw new CorruptEntryError('The payload does not decode.', { cause });
      }
    };
    const decode = (): T | Promise<T> =>
      entry.encoding === 'identity'
        ? read(entry.stored)
        : decompress(entry.stored, entry.encoding, entry.length).then(read);
    const content = (value: T): FoundContent<T> => {
      let first: { value: T } | undefined = { value };
      return {
        source,
        provenance,
        take: () => {
          if (first === undefined) return decode();
          const { value: taken } = first;
          first = undefined;
          return taken;
        },
      };
    };
    // Decoded now, to find out in time; the first to take it gets this copy, the others one of their own.
    const decoded = decode();
    return decoded instanceof Promise ? decoded.then(content) : content(decoded);
  }
}
