import { setMaxListeners } from 'node:events';
import { LRUCache } from 'lru-cache';
import type { ContentAddress } from '../core/address.js';
import { KeyTooLongError } from '../core/errors.js';
import type { Layer } from '../core/layer.js';
import type { FillOutcome } from '../core/observer.js';
import { layerCostUsd } from '../core/prices.js';
import { Computation, passOn, runComputation, type ComputationContext } from './computation.js';
import { ContentBatch, type ContentBatchPlaces } from './content-batch.js';
import type { ContentCacheParts } from './content-cache.parts.js';
import type { ContentRequest, ContentValue, FoundContent } from './content.types.js';
import { Flights, type Flight } from './flights.js';

/** A request for one value. */
export type SingleContentRequest<T> = Omit<ContentRequest<T>, 'materials' | 'compute'> & {
  readonly material: unknown;
  readonly compute: (context: ComputationContext) => Promise<T>;
};

/** Where one value is, without a way to compute it. */
export type ContentPlace<T> = Pick<SingleContentRequest<T>, 'layer' | 'workspaceId' | 'material' | 'ttlMs'>;

/** What a copy in this process costs beside its bytes, roughly. */
const OVERHEAD_BYTES = 256;

/**
 * The engine of content-addressed layers: bulk reads, duplicates once, concurrent requests for one thing share a
 * call, and least recently used copies in this process in front of the store, which is safe since such values are
 * never untrue. When the store fails the copies go on serving.
 */
export class ContentCache {
  private readonly flights = new Flights();
  private readonly front: LRUCache<string, Buffer>;
  /** When copies were last dropped, and how often. */
  private forgottenAt = -Infinity;
  private era = 0;

  constructor(private readonly parts: ContentCacheParts) {
    this.front = new LRUCache<string, Buffer>({
      maxSize: parts.memoryBytes,
      sizeCalculation: (bytes, key) => bytes.length + key.length + OVERHEAD_BYTES,
    });
  }

  /** Values that are being read or computed in this process. */
  get running(): number {
    return this.flights.size;
  }

  /** Resolves when no computation runs any more. */
  settled(): Promise<void> {
    return this.flights.settled();
  }

  /**
   * Drops this process' copies; the store's entries stay, for the caller to delete. What is being computed at this
   * moment is given to those who wait for it and not kept: an erasure must not be followed by what it erased.
   */
  forget(): void {
    this.front.clear();
    this.forgottenAt = this.parts.clock.now();
    this.era++;
  }

  /** One value; see `resolveMany`. */
  async resolve<T>({ material, compute, ...rest }: SingleContentRequest<T>): Promise<ContentValue<T>> {
    const values = await this.resolveMany<T>({
      ...rest,
      materials: [material],
      compute: async (_, context) => [await compute(context)],
    });
    return values[0] as ContentValue<T>;
  }

  /**
   * The values of all materials, in order, from the cache as far as it has them.
   *
   * @throws InvalidKeyError, InvalidScopeError; whatever `compute` throws; the reason of `signal`. Never for a failing
   *   store.
   */
  async resolveMany<T>(request: ContentRequest<T>): Promise<ContentValue<T>[]> {
    const { layer, workspaceId, signal } = request;
    const { observer, options } = this.parts;
    signal?.throwIfAborted();
    if (!options.enabled) return await this.uncached(request);
    const started = performance.now();
    const addresses = this.addresses(layer, workspaceId, request.materials);
    if (addresses === undefined) return await this.uncached(request);
    let source: ContentValue<T>['source'] | 'error' = 'error';
    const counts = { hit: 0, computed: 0, joined: 0 };
    // One listener on the caller's signal, however many flights there are to leave.
    const leaving = new AbortController();
    setMaxListeners(0, leaving.signal);
    const leave = (): void => leaving.abort(signal?.reason);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const boarded = this.board(request, addresses);
      const flights = [...new Set(boarded.map(({ flight }) => flight))];
      const landed = await Promise.all(
        flights.map((flight) => flight.join(signal === undefined ? undefined : leaving.signal)),
      );
      const results = new Map(flights.map((flight, index) => [flight, landed[index]]));
      const given = new Set<FoundContent<T>>();
      const values: ContentValue<T>[] = [];
      for (const [index, { flight, joined }] of boarded.entries()) {
        const found = results.get(flight)?.get((addresses[index] as ContentAddress).key) as FoundContent<T>;
        given.add(found);
        const isJoined = joined && found.source === 'computed';
        if (isJoined) observer.joined(layer.name, workspaceId ?? '');
        // Waited for only where there is something to wait for: a batch may have very many values.
        const taken = found.take();
        const value = taken instanceof Promise ? await taken : taken;
        const origin = isJoined ? 'joined' : found.source;
        counts[origin]++;
        values.push({ value, source: origin });
      }
      for (const { provenance } of given) passOn(provenance);
      source = values.find((value) => value.source !== 'hit')?.source ?? 'hit';
      return values;
    } finally {
      signal?.removeEventListener('abort', leave);
      observer.answered(layer.name, (performance.now() - started) / 1000, source, counts);
    }
  }

  /** `undefined` where one material is longer than it may be: the whole request is served without the cache. */
  private addresses(
    layer: Pick<Layer, 'name' | 'version'>,
    workspaceId: string | undefined,
    materials: readonly unknown[],
  ): ContentAddress[] | undefined {
    try {
      return this.parts.digester.contentAddresses(layer, workspaceId, materials);
    } catch (error) {
      if (!(error instanceof KeyTooLongError)) throw error;
      this.parts.observer.bypass(layer.name, 'key_too_long');
      return undefined;
    }
  }

  /** The value, if the cache has it; nothing is computed and nobody joined. `undefined` on a failing store too. */
  async peek<T>(request: ContentPlace<T>): Promise<T | undefined> {
    if (!this.parts.options.enabled) return undefined;
    const batch = this.batch(request);
    if (batch === undefined) return undefined;
    const [found] = [...(await batch.look()).values()];
    if (found === undefined) return undefined;
    passOn(found.provenance);
    return await found.take();
  }

  /** Stores a value that was computed elsewhere, in so many seconds and at this cost in USD. */
  async put<T>(
    request: ContentPlace<T>,
    value: T,
    { seconds, costUsd }: { readonly seconds: number; readonly costUsd?: number | undefined },
  ): Promise<FillOutcome> {
    const { observer, options } = this.parts;
    const cost = costUsd ?? layerCostUsd(options.prices, request.layer.name);
    const provenance = { storable: true, documents: [], costUsd: cost };
    passOn(provenance);
    observer.computed(request.layer.name, seconds, 'ok', cost);
    if (!options.enabled) return 'disabled';
    if (this.parts.clock.now() - seconds * 1000 < this.forgottenAt) return 'refused';
    return (await this.batch(request)?.store([value], provenance)) ?? 'key_too_long';
  }

  private batch<T>({ material, ...rest }: ContentPlace<T>): ContentBatch<T> | undefined {
    const materials = [material];
    const addresses = this.addresses(rest.layer, rest.workspaceId, materials);
    if (addresses === undefined) return undefined;
    const request: ContentRequest<T> = {
      ...rest,
      materials,
      compute: () => Promise.reject(new Error('A look-up does not compute.')),
    };
    const places = new Map(addresses.map((address, index) => [address.key, { index, address }] as const));
    return this.newBatch(request, places);
  }

  private newBatch<T>(request: ContentRequest<T>, places: ContentBatchPlaces): ContentBatch<T> {
    const { era } = this;
    return new ContentBatch(
      this.parts,
      { front: this.front, isCurrent: () => this.era === era },
      request,
      places,
    );
  }

  private async uncached<T>(request: ContentRequest<T>): Promise<ContentValue<T>[]> {
    const computation = new Computation(
      request.signal ?? new AbortController().signal,
      (dependency) => this.parts.digester.dependency(dependency),
      this.parts.options.prices,
    );
    const all = request.materials.map((_, index) => index);
    const values = await runComputation(computation, () => request.compute(all, computation));
    passOn(computation);
    return values.map((value) => ({ value, source: 'computed' }));
  }

  /**
   * A flight for each place of the request: one that is under way, or that of a new batch. All of this is done before
   * anything is awaited, so that an equal request a moment later joins, the store's read included.
   */
  private board<T>(
    request: ContentRequest<T>,
    addresses: readonly ContentAddress[],
  ): { flight: BatchFlight<T>; joined: boolean }[] {
    const places = new Map<string, { index: number; address: ContentAddress }>();
    const theirs = new Map<string, BatchFlight<T>>();
    addresses.forEach((address, index) => {
      if (places.has(address.key) || theirs.has(address.key)) return;
      const running = this.flights.find<ReadonlyMap<string, FoundContent<T>>>(address.key);
      if (running === undefined) places.set(address.key, { index, address });
      else theirs.set(address.key, running);
    });
    const mine = places.size === 0 ? undefined : this.launch(request, places);
    return addresses.map(({ key }) => {
      const running = theirs.get(key);
      return { flight: running ?? (mine as BatchFlight<T>), joined: running !== undefined };
    });
  }

  /** One flight for all places of a batch; it is given up when nobody waits for any of them. */
  private launch<T>(request: ContentRequest<T>, places: ContentBatchPlaces): BatchFlight<T> {
    const batch = this.newBatch(request, places);
    return this.flights.startMany(
      [...places.keys()],
      { abortWhenAbandoned: true, startedAt: this.parts.clock.now() },
      (abandonment) => batch.run(abandonment),
    );
  }
}

type BatchFlight<T> = Flight<ReadonlyMap<string, FoundContent<T>>>;
