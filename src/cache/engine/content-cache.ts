import { LRUCache } from 'lru-cache';
import type { ContentAddress } from '../core/address.js';
import type { FillOutcome } from '../core/observer.js';
import { layerCostUsd } from '../core/prices.js';
import { Computation, passOn, runComputation, type ComputationContext } from './computation.js';
import { ContentBatch } from './content-batch.js';
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
    const { observer, digester, options } = this.parts;
    signal?.throwIfAborted();
    if (!options.enabled) return await this.uncached(request);
    const started = performance.now();
    const addresses = request.materials.map((material) =>
      digester.contentAddress(layer, workspaceId, material),
    );
    let source: ContentValue<T>['source'] | 'error' = 'error';
    try {
      const boarded = this.board(request, addresses);
      const found = await Promise.all(boarded.map(({ flight }) => flight.join(signal)));
      for (const one of new Set(found)) passOn(one.provenance);
      const values = await Promise.all(
        found.map(async (one, index): Promise<ContentValue<T>> => {
          const joined = boarded[index]?.joined === true && one.source === 'computed';
          if (joined) observer.joined(layer.name, workspaceId ?? '');
          return { value: await one.take(), source: joined ? 'joined' : one.source };
        }),
      );
      source = values.find((value) => value.source !== 'hit')?.source ?? 'hit';
      return values;
    } finally {
      observer.answered(layer.name, (performance.now() - started) / 1000, source);
    }
  }

  /** The value, if the cache has it; nothing is computed and nobody joined. `undefined` on a failing store too. */
  async peek<T>(request: ContentPlace<T>): Promise<T | undefined> {
    if (!this.parts.options.enabled) return undefined;
    const [found] = [...(await this.batch(request).look()).values()];
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
    return await this.batch(request).store([value], provenance);
  }

  private batch<T>({ material, ...rest }: ContentPlace<T>): ContentBatch<T> {
    const address = this.parts.digester.contentAddress(rest.layer, rest.workspaceId, material);
    const request: ContentRequest<T> = {
      ...rest,
      materials: [material],
      compute: () => Promise.reject(new Error('A look-up does not compute.')),
    };
    return new ContentBatch(this.parts, this.front, request, new Map([[address.key, { index: 0, address }]]));
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
   * A flight for each place of the request: one that is under way, or one of a new batch. All of this is done before
   * anything is awaited, so that an equal request a moment later joins, the store's read included.
   */
  private board<T>(
    request: ContentRequest<T>,
    addresses: readonly ContentAddress[],
  ): { flight: Flight<FoundContent<T>>; joined: boolean }[] {
    const places = new Map<string, { index: number; address: ContentAddress }>();
    const theirs = new Map<string, Flight<FoundContent<T>>>();
    addresses.forEach((address, index) => {
      if (places.has(address.key) || theirs.has(address.key)) return;
      const running = this.flights.find<FoundContent<T>>(address.key);
      if (running === undefined) places.set(address.key, { index, address });
      else theirs.set(address.key, running);
    });
    const mine = this.launch(request, places);
    return addresses.map(({ key }) => {
      const running = theirs.get(key);
      return { flight: running ?? (mine.get(key) as Flight<FoundContent<T>>), joined: running !== undefined };
    });
  }

  /** One batch, a flight for each of its places; the batch is given up when every one of them is abandoned. */
  private launch<T>(
    request: ContentRequest<T>,
    places: ReadonlyMap<string, { readonly index: number; readonly address: ContentAddress }>,
  ): Map<string, Flight<FoundContent<T>>> {
    const startedAt = this.parts.clock.now();
    const abandonment = new AbortController();
    let waiting = places.size;
    const batch = new ContentBatch(this.parts, this.front, request, places);
    let result: Promise<ReadonlyMap<string, FoundContent<T>>> | undefined;
    const flights = new Map<string, Flight<FoundContent<T>>>();
    for (const key of places.keys()) {
      flights.set(
        key,
        this.flights.start(key, { abortWhenAbandoned: true, startedAt }, async ({ signal }) => {
          signal.addEventListener('abort', () => {
            if (--waiting === 0) abandonment.abort(signal.reason);
          });
          result ??= batch.run(abandonment.signal);
          return (await result).get(key) as FoundContent<T>;
        }),
      );
    }
    return flights;
  }
}
