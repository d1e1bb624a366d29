import type { EntryAddress } from '../core/address.js';
import { sleep } from '../core/clock.js';
import { tokenKey } from '../core/token.js';
import { validTtl } from '../core/ttl.js';
import { passOn } from './computation.js';
import type { Compute, FlightResult, Hit, LayerRequest, Resolution, ResolveOptions } from './engine.types.js';
import { EntryFiller, type FillJob, type NoRight } from './entry-filler.js';
import { EntryReader, type Miss } from './entry-reader.js';
import { Flights, type Abandonment, type Flight } from './flights.js';
import { flightKey, type Journey } from './journey.js';
import { PendingFill } from './pending-fill.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';
import { atEnd, inForm } from './stream/stream-source.js';

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
  private readonly reader: EntryReader;
  private readonly filler: EntryFiller;
  private readonly addresses = new WeakMap<object, EntryAddress>();
  private unshared = 0;

  constructor(private readonly parts: ScopedCacheParts) {
    this.reader = new EntryReader(parts);
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
   * @throws InvalidScopeError, InvalidKeyError for a request that has no key; RangeError for a `ttlMs` that is no life;
   *   whatever `compute` throws; the reason of `options.signal` when it aborts.
   */
  async resolve<T>(
    request: LayerRequest<T>,
    compute: Compute<T>,
    options: ResolveOptions = {},
  ): Promise<Resolution<T>> {
    options.signal?.throwIfAborted();
    const address = this.address(request);
    const ttlMs = validTtl(options.ttlMs ?? request.layer.ttlMs);
    const started = performance.now();
    let source: Resolution<T>['source'] | 'error' = 'error';
    try {
      const resolution = await this.travel<T>({ request, address, compute, options, ttlMs });
      passOn(resolution.provenance);
      ({ source } = resolution);
      return resolution;
    } finally {
      this.parts.observer.answered(request.layer.name, (performance.now() - started) / 1000, source);
    }
  }

  private async travel<T>(journey: Journey<T>): Promise<Resolution<T>> {
    const { layer, scope } = journey.request;
    if (!this.parts.options.enabled) return await this.computeAlone(journey, 'disabled');

    const begun = await this.read(journey, this.reader.notBefore(journey.options));
    if (begun === undefined) {
      this.parts.observer.miss(layer.name, scope.workspaceId, 'error');
      return await this.computeAlone(journey, 'error');
    }
    if (begun.source === 'hit') {
      this.parts.observer.hit(layer.name, scope.workspaceId, begun.entry.costUsd);
      return begun;
    }
    this.parts.observer.miss(layer.name, scope.workspaceId, begun.miss.reason);
    return await this.afterMiss(journey, begun.miss);
  }

  /** The entry, if there is a true one; nothing is computed and no lease taken. `undefined` on a failing store too. */
  async peek<T>(
    request: LayerRequest<T>,
    options: Pick<ResolveOptions, 'maxAgeMs'> = {},
  ): Promise<Hit<T> | undefined> {
    const opened = await this.open(request, options);
    return opened.source === 'hit' ? opened : undefined;
  }

  /**
   * A read in two steps, for code that cannot hand over its computation as a function: the entry, or the right to
   * store one later. No lease is taken, so a right that is never used keeps nobody waiting; nor does anybody join,
   * and two who open at once both compute.
   *
   * Why this is as fresh as `resolve`: the token is of now, and everything that is stored with it has to be read
   * after this call has answered. An invalidation between this BEGIN and the FILL, wherever in between the data is
   * read, has changed an incarnation of the token, and the FILL is refused. One before this BEGIN is seen by every
   * read after it. One after the FILL finds the entry. There is no fourth place.
   *
   * @throws InvalidScopeError, InvalidKeyError. Never for a failing store: the right is then one to nothing.
   */
  async open<T>(
    request: LayerRequest<T>,
    options: Pick<ResolveOptions, 'maxAgeMs' | 'ttlMs'> = {},
  ): Promise<Hit<T> | PendingFill<T>> {
    const { observer, clock } = this.parts;
    const { layer, scope } = request;
    const ttlMs = validTtl(options.ttlMs ?? layer.ttlMs);
    const address = this.address(request);
    // Before BEGIN: the age of a value counts from before its data.
    const createdAt = Math.floor(clock.now());
    const pending = (right: Miss | NoRight): PendingFill<T> =>
      new PendingFill(this.parts, this.filler, { layer, scope, address, ttlMs }, right, createdAt);
    if (!this.parts.options.enabled) return pending('disabled');
    const notBefore = this.reader.notBefore(options);
    const begun = await this.reader.read({ layer, address, ttlMs, notBefore, withLease: false });
    if (begun?.source === 'hit') {
      observer.hit(layer.name, scope.workspaceId, begun.entry.costUsd);
      passOn(begun.provenance);
      return begun;
    }
    observer.miss(layer.name, scope.workspaceId, begun?.miss.reason ?? 'error');
    return pending(begun?.miss ?? 'error');
  }

  /** Where the request's entry lives; hashed once for each request object, which must not change afterwards. */
  address<T>(request: LayerRequest<T>): EntryAddress {
    let address = this.addresses.get(request);
    if (address === undefined) {
      const { digester } = this.parts;
      const { layer, scope, query, material } = request;
      address = digester.address(layer, digester.scope(scope), digester.tag(query), material);
      this.addresses.set(request, address);
    }
    return address;
  }

  private read<T>(
    { request, address, ttlMs, options }: Journey<T>,
    notBefore: number,
  ): Promise<Hit<T> | { source: 'miss'; miss: Miss } | undefined> {
    const { layer } = request;
    return this.reader.read({ layer, address, ttlMs, notBefore, withLease: true, replay: options.replay });
  }

  private async afterMiss<T>(journey: Journey<T>, miss: Miss): Promise<Resolution<T>> {
    const { options, request } = journey;
    const key = flightKey(journey, miss);
    const running = this.flights.find<FlightResult<T>>(key);
    if (running !== undefined && this.isYoungEnough(running, options)) {
      this.parts.observer.joined(request.layer.name, request.scope.workspaceId);
      return await this.join(journey, running);
    }
    const flight = this.launch(journey, miss, running === undefined ? key : `${key} ${++this.unshared}`);
    return await this.lead(journey, flight);
  }

  /** Who asks for a value of at most some age must not be given one whose computation began before that. */
  private isYoungEnough({ startedAt }: Flight<unknown>, { maxAgeMs }: ResolveOptions): boolean {
    if (maxAgeMs === undefined) return true;
    return maxAgeMs > 0 && this.parts.clock.now() - startedAt <= maxAgeMs;
  }

  private launch<T>(journey: Journey<T>, miss: Miss, key: string): Flight<FlightResult<T>> {
    const { options } = journey;
    const flight: Flight<FlightResult<T>> = this.flights.start<FlightResult<T>>(
      key,
      { abortWhenAbandoned: options.abortWhenAbandoned === true, startedAt: this.parts.clock.now() },
      (abandonment) =>
        miss.lease === 'held' && options.maxAgeMs === undefined
          ? this.waitForOwner(journey, miss, abandonment)
          : this.filler.compute(
              this.job(journey, () => this.flights.end(key, flight)),
              miss,
              abandonment,
            ),
      ({ stream }) => stream?.ended,
    );
    return flight;
  }

  private async lead<T>(journey: Journey<T>, flight: Flight<FlightResult<T>>): Promise<Resolution<T>> {
    try {
      return await this.served(journey, await flight.join(journey.options.signal));
    } catch (error) {
      // A stream that may come of it keeps a reader for us, which must not hold it up. Those who joined claim theirs
      // first, a few microtasks after the result: given back before that, the place would look like the last one.
      void flight.outcome.then(
        ({ stream }) => setImmediate(() => stream?.forgo()),
        () => undefined,
      );
      throw error;
    }
  }

  private async join<T>(journey: Journey<T>, flight: Flight<FlightResult<T>>): Promise<Resolution<T>> {
    const resolution = await this.served(journey, await flight.join(journey.options.signal));
    return resolution.source === 'hit' ? resolution : { ...resolution, source: 'joined' };
  }

  /** What this caller is given of a flight's result: of a stream, a reader of its own. */
  private async served<T>(
    journey: Journey<T>,
    { resolution, stream }: FlightResult<T>,
  ): Promise<Resolution<T>> {
    if (stream === undefined || resolution.source === 'hit') return resolution;
    const reader = stream.claim();
    // Between our finding the flight and now the stream may have outgrown its recording.
    if (reader === undefined) return await this.computeAlone(journey, 'too_large');
    // What the stream has noted by now is passed on with the resolution, the rest when this reader has heard it all.
    const { provenance } = resolution;
    const known = provenance.costUsd;
    const events = atEnd(reader, () => {
      const { storable, documents, costUsd } = provenance;
      passOn({ storable, documents, costUsd: costUsd - known });
    });
    return { ...resolution, computed: inForm(stream.form, events) as T };
  }

  /**
   * Another process computes this. Each look is a BEGIN of its own: it ends in a hit, in the lease (the owner failed
   * or died), or after a bound in a computation beside the owner's; its value is stored too, since the token decides
   * and not the lease. If something was invalidated meanwhile the look has a newer token: then the flight for that
   * token is started or joined. Those who joined ours began earlier, so for them it is fresher still.
   */
  private async waitForOwner<T>(
    journey: Journey<T>,
    first: Miss,
    abandonment: Abandonment,
  ): Promise<FlightResult<T>> {
    const { clock, options, random } = this.parts;
    const { signal } = abandonment;
    const giveUpAt = clock.now() + options.leaseWaitMs;
    // The leader may leave while others wait: what is done from here on hangs on the flight's signal, not on its.
    const ours: Journey<T> = { ...journey, options: { ...journey.options, signal } };
    for (;;) {
      await sleep(clock, 100 + 150 * random(), signal);
      const begun = await this.read(ours, 0);
      if (begun === undefined) {
        return await this.filler.compute(this.job(ours), 'error', abandonment);
      }
      if (begun.source === 'hit') return { resolution: begun };
      const { miss } = begun;
      if (tokenKey(miss.token) !== tokenKey(first.token)) {
        const newer = this.flights.find<FlightResult<T>>(flightKey(ours, miss));
        return await (newer ?? this.launch(ours, miss, flightKey(ours, miss))).join(signal, abandonment);
      }
      if (miss.lease === 'granted' || clock.now() >= giveUpAt) {
        return await this.filler.compute(this.job(ours), miss, abandonment);
      }
    }
  }

  /** A computation that nobody can join and that ends with its caller. */
  private async computeAlone<T>(
    journey: Journey<T>,
    why: 'error' | 'disabled' | 'too_large',
  ): Promise<Resolution<T>> {
    const flight = this.flights.start<FlightResult<T>>(
      `alone ${++this.unshared}`,
      { abortWhenAbandoned: true, startedAt: this.parts.clock.now() },
      (abandonment) =>
        this.filler.compute({ ...this.job(journey), abortWhenAbandoned: true }, why, abandonment),
      ({ stream }) => stream?.ended,
    );
    return await this.lead(journey, flight);
  }

  private job<T>(journey: Journey<T>, onOverflow: () => void = () => undefined): FillJob<T> {
    const { request, address, compute, ttlMs, options } = journey;
    const { layer, scope } = request;
    return {
      layer,
      scope,
      address,
      compute,
      ttlMs,
      onOverflow,
      abortWhenAbandoned: options.abortWhenAbandoned === true,
    };
  }
}
