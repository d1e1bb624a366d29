import type { EntryAddress } from '../core/address.js';
import { sleep } from '../core/clock.js';
import { decompress } from '../core/compression.js';
import { decodeEntry, type Entry } from '../core/envelope.js';
import { tokenKey } from '../core/token.js';
import type { BeginResult } from '../store/scoped-store.js';
import { passOn, type Provenance } from './computation.js';
import type { Compute, Computed, Hit, LayerRequest, Resolution, ResolveOptions } from './engine.types.js';
import { EntryFiller } from './entry-filler.js';
import { Flights } from './flights.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';

type Miss = Extract<BeginResult, { status: 'miss' }>;

/** A request on its way through the engine. */
interface Journey<T> {
  readonly request: LayerRequest<T>;
  readonly address: EntryAddress;
  readonly compute: Compute<T>;
  readonly options: ResolveOptions;
  readonly ttlMs: number;
}

/**
 * The engine of all scoped layers: a read is BEGIN; a miss becomes a computation that is shared in this process by a
 * flight and across processes by a lease; its value goes through FILL.
 *
 * Why no stale value is served (the proof is in docs/freshness.md): every caller does its own BEGIN, after its
 * request has started. A hit is true at that moment. On a miss the caller gets the token of that moment and is only
 * ever given values computed under this token or one minted later: by its own computation, by a flight found under
 * the very token, or by a later BEGIN.
 *
 * A store that fails costs the caching of this request, never the request: it is computed, unshared and unstored.
 */
export class ScopedCache {
  private readonly flights = new Flights();
  private readonly filler: EntryFiller;
  private unshared = 0;

  constructor(private readonly parts: ScopedCacheParts) {
    this.filler = new EntryFiller(parts);
  }

  /** Computations that run in this process. */
  get running(): number {
    return this.flights.size;
  }

  /** Resolves when no computation runs any more. */
  settled(): Promise<void> {
    return this.flights.settled();
  }

  /**
   * The value from the cache or from `compute`.
   *
   * @throws InvalidScopeError, InvalidKeyError for a request that has no key; whatever `compute` throws; the reason of
   *   `options.signal` when it aborts.
   */
  async resolve<T>(
    request: LayerRequest<T>,
    compute: Compute<T>,
    options: ResolveOptions = {},
  ): Promise<Resolution<T>> {
    options.signal?.throwIfAborted();
    const address = this.address(request);
    const ttlMs = options.ttlMs ?? request.layer.ttlMs;
    const started = performance.now();
    let source: Resolution<T>['source'] | 'error' = 'error';
    try {
      const resolution = await this.travel<T>({ request, address, compute, options, ttlMs });
      ({ source } = resolution);
      return resolution;
    } finally {
      this.parts.observer.answered(request.layer.name, (performance.now() - started) / 1000, source);
    }
  }

  private async travel<T>(journey: Journey<T>): Promise<Resolution<T>> {
    const { layer, scope } = journey.request;
    if (!this.parts.options.enabled) return await this.computeAlone(journey, 'disabled');

    const begun = await this.begin(journey, this.notBefore(journey.options));
    if (begun === undefined) {
      this.parts.observer.miss(layer.name, scope.workspaceId, 'error');
      return await this.computeAlone(journey, 'error');
    }
    if (begun.source === 'hit') {
      this.parts.observer.hit(layer.name, scope.workspaceId, begun.entry.costUsd);
      return this.given(begun);
    }
    this.parts.observer.miss(layer.name, scope.workspaceId, begun.miss.reason);
    return await this.afterMiss(journey, begun.miss);
  }

  /** The entry, if there is a true one; nothing is computed and no lease taken. `undefined` on a failing store too. */
  async peek<T>(
    request: LayerRequest<T>,
    options: Pick<ResolveOptions, 'maxAgeMs'> = {},
  ): Promise<Hit<T> | undefined> {
    const journey: Journey<T> = {
      request,
      address: this.address(request),
      compute: () => Promise.reject(new Error('A look-up does not compute.')),
      options,
      ttlMs: request.layer.ttlMs,
    };
    const begun = await this.begin(journey, this.notBefore(options), false);
    const { observer } = this.parts;
    if (begun?.source === 'hit') {
      observer.hit(request.layer.name, request.scope.workspaceId, begun.entry.costUsd);
      return this.given(begun);
    }
    observer.miss(request.layer.name, request.scope.workspaceId, begun?.miss.reason ?? 'error');
    return undefined;
  }

  address<T>({ layer, scope, query, material }: LayerRequest<T>): EntryAddress {
    const { digester } = this.parts;
    return digester.address(layer, digester.scope(scope), digester.digest(query), material);
  }

  private notBefore({ maxAgeMs }: Pick<ResolveOptions, 'maxAgeMs'>): number {
    if (maxAgeMs === undefined) return 0;
    // At 0 even an entry of this very millisecond is too old.
    return maxAgeMs <= 0 ? Infinity : this.parts.clock.now() - maxAgeMs;
  }

  private async begin<T>(
    journey: Journey<T>,
    notBefore: number,
    withLease = true,
  ): Promise<Hit<T> | { source: 'miss'; miss: Miss } | undefined> {
    const { store, clock, observer, owner, options } = this.parts;
    const { layer } = journey.request;
    const started = performance.now();
    let result: BeginResult;
    try {
      result = await store.begin({
        address: journey.address,
        now: clock.now(),
        notBefore,
        lease: withLease ? { owner, ttlMs: options.leaseTtlMs } : undefined,
        ttlMs: journey.ttlMs,
      });
    } catch (error) {
      observer.lookup(layer.name, (performance.now() - started) / 1000, 'error');
      options.onStoreError(error);
      return undefined;
    }
    options.onStoreAnswer();
    observer.lookup(layer.name, (performance.now() - started) / 1000, result.status);
    if (result.status === 'miss') return { source: 'miss', miss: result };

    let entry: Entry;
    try {
      entry = decodeEntry(result.entry, journey.address.proof, layer.codec.id);
    } catch {
      observer.corrupt(layer.name);
      // A forced miss cannot meet the same bytes again.
      return await this.begin(journey, Infinity, withLease);
    }
    return {
      source: 'hit',
      entry,
      address: journey.address,
      provenance: { storable: true, documents: result.documents, costUsd: 0 },
      value: async () => layer.codec.decode(await decompress(entry.stored, entry.encoding, entry.length)),
    };
  }

  private async afterMiss<T>(journey: Journey<T>, miss: Miss): Promise<Resolution<T>> {
    const { options, request, address } = journey;
    const { layer, scope } = request;
    // Who asks for a value newer than what is being computed must not be given that.
    const shared = options.maxAgeMs === undefined;
    const key = `${address.field} ${tokenKey(miss.token)}`;

    const running = shared ? this.flights.find<Resolution<T>>(key) : undefined;
    if (running !== undefined) {
      this.parts.observer.joined(layer.name, scope.workspaceId);
      const resolution = this.given(await running.join(options.signal));
      return resolution.source === 'hit' ? resolution : { ...resolution, source: 'joined' };
    }
    const flight = this.flights.start<Resolution<T>>(
      shared ? key : `${key} ${++this.unshared}`,
      options.abortWhenAbandoned === true,
      (signal) =>
        miss.lease === 'held' && shared
          ? this.waitForOwner(journey, signal)
          : this.filler.compute({ ...journey, layer, scope }, miss, signal),
    );
    return this.given(await flight.join(options.signal));
  }

  /**
   * Another process computes this. Each look is a BEGIN of its own: it ends in a hit, in the lease (the owner failed,
   * died, or its token is dead), or after a bound in a computation beside the owner's. The miss that ends it may
   * carry a newer token than the flight we are in; those who joined began earlier, so for them it is fresher still.
   */
  private async waitForOwner<T>(journey: Journey<T>, signal: AbortSignal): Promise<Resolution<T>> {
    const { clock, options, random } = this.parts;
    const { layer, scope } = journey.request;
    const giveUpAt = clock.now() + options.leaseWaitMs;
    for (;;) {
      await sleep(clock, 100 + 150 * random(), signal);
      const begun = await this.begin(journey, 0);
      if (begun === undefined) return await this.computeAlone(journey, 'error');
      if (begun.source === 'hit') return begun;
      if (begun.miss.lease === 'granted' || clock.now() >= giveUpAt) {
        return await this.filler.compute({ ...journey, layer, scope }, begun.miss, signal);
      }
    }
  }

  private async computeAlone<T>(journey: Journey<T>, why: 'error' | 'disabled'): Promise<Computed<T>> {
    const { layer, scope } = journey.request;
    const signal = journey.options.signal ?? new AbortController().signal;
    return this.given(await this.filler.compute({ ...journey, layer, scope }, why, signal));
  }

  private given<R extends { readonly provenance: Provenance }>(resolution: R): R {
    passOn(resolution.provenance);
    return resolution;
  }
}
