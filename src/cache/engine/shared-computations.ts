import { sleep } from '../core/clock.js';
import { tokenKey } from '../core/token.js';
import { passOn } from './computation.js';
import type { FlightResult, Resolution, ResolveOptions } from './engine.types.js';
import { rightOf, type EntryFiller, type FillJob, type NoRight } from './entry-filler.js';
import type { EntryReader, Miss } from './entry-reader.js';
import { Flights, type Abandonment, type Flight } from './flights.js';
import { flightKey, readOf, type Journey } from './journey.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';
import { atEnd, inForm } from './stream/stream-source.js';

/**
 * What follows a miss: a computation that is shared in this process by a flight and across processes by a lease. See
 * `ScopedCache` for why nobody is given anything stale by it.
 */
export class SharedComputations {
  private readonly flights = new Flights();
  private unshared = 0;

  constructor(
    private readonly parts: ScopedCacheParts,
    private readonly reader: EntryReader,
    private readonly filler: EntryFiller,
  ) {}

  /** Computations that run in this process. */
  get running(): number {
    return this.flights.size;
  }

  /** Resolves when no computation runs any more. */
  settled(): Promise<void> {
    return this.flights.settled();
  }

  /** Whether `afterMiss` would join somebody else's computation at this moment. */
  isRunning<T>(journey: Journey<T>, miss: Miss): boolean {
    return this.joinable(journey, flightKey(journey, miss)) !== undefined;
  }

  /** The answer after a miss: computed, joined, or waited for. */
  async afterMiss<T>(journey: Journey<T>, miss: Miss): Promise<Resolution<T>> {
    const key = flightKey(journey, miss);
    const running = this.joinable(journey, key);
    if (running !== undefined) {
      const { layer, scope } = journey.request;
      this.parts.observer.joined(layer.name, scope.workspaceId);
      return await this.join(journey, running);
    }
    if (this.flights.size >= this.parts.options.maxFlights) {
      this.giveUpLease(journey, miss);
      return await this.alone(journey, 'too_many');
    }
    const taken = this.flights.find(key) !== undefined;
    const flight = this.launch(journey, miss, taken ? `${key} ${++this.unshared}` : key);
    return await this.lead(journey, flight);
  }

  /** In the background: nobody elsewhere is to wait for a computation whose answer will not be stored. */
  private giveUpLease<T>({ address }: Journey<T>, { token, lease }: Miss): void {
    if (lease !== 'granted') return;
    const { store, owner, options } = this.parts;
    store
      .releaseLease({ address, token, owner })
      .catch((error: unknown) => options.onStoreError(error, 'fill'));
  }

  /** A computation that nobody can join and that ends with its caller. */
  async alone<T>(journey: Journey<T>, why: Exclude<NoRight, 'settling'>): Promise<Resolution<T>> {
    const flight = this.flights.start<FlightResult<T>>(
      `alone ${++this.unshared}`,
      { abortWhenAbandoned: true, startedAt: this.parts.clock.now() },
      (abandonment) =>
        this.filler.compute({ ...this.job(journey), abortWhenAbandoned: true }, why, abandonment),
      ({ stream }) => stream?.ended,
    );
    return await this.lead(journey, flight);
  }

  private joinable<T>({ options }: Journey<T>, key: string): Flight<FlightResult<T>> | undefined {
    const running = this.flights.find<FlightResult<T>>(key);
    return running !== undefined && this.isYoungEnough(running, options) ? running : undefined;
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
              rightOf(miss),
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
    if (reader === undefined) return await this.alone(journey, 'too_large');
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
      const begun = await this.reader.read({ ...readOf(ours), notBefore: 0, withLease: true });
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
        return await this.filler.compute(this.job(ours), rightOf(miss), abandonment);
      }
    }
  }

  private job<T>(journey: Journey<T>, onOverflow: () => void = () => undefined): FillJob<T> {
    const { request, address, compute, ttlMs, options, approach } = journey;
    const { layer, scope } = request;
    return {
      layer,
      scope,
      address,
      compute,
      ttlMs,
      approach,
      onOverflow,
      abortWhenAbandoned: options.abortWhenAbandoned === true,
    };
  }
}
