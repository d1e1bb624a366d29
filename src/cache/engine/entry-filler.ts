import type { EntryAddress } from '../core/address.js';
import { encodeEntry, type Entry } from '../core/envelope.js';
import type { Layer } from '../core/layer.js';
import type { FillOutcome } from '../core/observer.js';
import type { Scope } from '../core/scope.js';
import type { Token } from '../core/token.js';
import { Computation, runComputation, type Provenance } from './computation.js';
import type { Compute, FlightResult } from './engine.types.js';
import { makeEntry } from './entry-encoder.js';
import type { Abandonment } from './flights.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { Miss } from './entry-reader.js';
import type { Approach } from './near-entries.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';
import type { Recording } from './stream/recording.js';
import { streamCodec } from './stream/stream-codec.js';
import { followStream, type RunningStream } from './stream/stream-follower.js';
import { formOf, isStream, type StreamValue } from './stream/stream-source.js';

export interface FillJob<T> {
  readonly layer: Layer<T>;
  readonly scope: Scope;
  readonly address: EntryAddress;
  readonly compute: Compute<T>;
  readonly ttlMs: number;
  readonly approach: Approach | undefined;
  readonly abortWhenAbandoned: boolean;
  /** Called when a stream outgrows what is recorded: nobody can join it any more. */
  readonly onOverflow: () => void;
}

/** The right to store: the token of the miss, and whether this process holds the lease. */
export interface FillRight {
  readonly token: Token;
  readonly lease: 'granted' | 'held' | 'none';
}

/** Why a value is not to be stored. */
export type NoRight = 'error' | 'disabled' | 'too_large' | 'settling' | 'key_too_long' | 'too_many';

/** The right that a miss gives. */
export function rightOf(miss: Miss): FillRight | NoRight {
  return miss.settling ? 'settling' : miss;
}

/** What an entry is stored as. */
export type FillTarget<T> = Pick<FillJob<T>, 'layer' | 'scope' | 'address' | 'ttlMs' | 'approach'>;

/** A value on its way to the store. */
interface Filling<T> {
  readonly job: FillTarget<T>;
  readonly right: FillRight | NoRight;
  readonly computation: Provenance;
  readonly keeper?: LeaseKeeper | undefined;
  /** Ms since the epoch. The age of a value is that of the data it may have read, not of its writing down. */
  readonly createdAt: number;
}

/** A computation on its way from its beginning to its fill. */
interface Running<T> extends Filling<T> {
  readonly job: FillJob<T>;
  readonly computation: Computation;
  /** Tells how the computation ended, once. */
  readonly finished: (result: 'ok' | 'error') => void;
}

/** Computes a value and stores it under the token it was begun with. */
export class EntryFiller {
  constructor(private readonly parts: ScopedCacheParts) {}

  /** Without a right, for the reason given in its place, the value is not stored. @throws what `compute` throws. */
  async compute<T>(
    job: FillJob<T>,
    right: FillRight | NoRight,
    abandonment: Abandonment,
  ): Promise<FlightResult<T>> {
    // The lease is not prolonged meanwhile: a process that is less busy may take over.
    const leave = await this.parts.limit?.enter(abandonment);
    const running = this.begin(job, right, abandonment.signal, leave);
    const { computation, keeper, finished } = running;
    let computed: T;
    try {
      computed = await runComputation(computation, () => job.compute(computation));
    } catch (error) {
      finished('error');
      void keeper?.release();
      throw error;
    }
    if (job.layer.streams === true && isStream(computed)) {
      const stream = this.follow(running, computed, abandonment);
      return {
        resolution: { source: 'computed', computed, fill: 'streaming', provenance: computation },
        stream,
      };
    }
    computation.assumeCost(job.layer.name);
    finished('ok');
    const { outcome, entry } = await this.store(
      running,
      () => job.layer.codec.encode(computed),
      job.layer.codec.id,
    );
    return { resolution: { source: 'computed', computed, fill: outcome, entry, provenance: computation } };
  }

  private begin<T>(
    job: FillJob<T>,
    right: FillRight | NoRight,
    signal: AbortSignal,
    leave: (() => void) | undefined,
  ): Running<T> {
    const { observer, digester, store, clock, owner, options } = this.parts;
    const computation = new Computation(
      signal,
      (dependency) => digester.dependency(dependency),
      options.prices,
    );
    const started = performance.now();
    return {
      job,
      right,
      computation,
      keeper:
        typeof right !== 'string' && right.lease === 'granted'
          ? new LeaseKeeper(
              store,
              clock,
              { address: job.address, token: right.token, owner },
              options.leaseTtlMs,
            )
          : undefined,
      createdAt: Math.floor(clock.now()),
      finished: (result) => {
        leave?.();
        const seconds = (performance.now() - started) / 1000;
        observer.computed(job.layer.name, seconds, result, computation.ownCostUsd);
      },
    };
  }

  /** The computation goes on until the stream has ended; so do its lease and its right to be stored. */
  private follow<T>(running: Running<T>, source: StreamValue, abandonment: AbortController): RunningStream {
    const { job, computation, keeper, finished } = running;
    const { clock, options } = this.parts;
    return followStream({
      source,
      computation,
      signal: abandonment.signal,
      maxBytes: options.maxEntryBytes,
      now: () => clock.now(),
      onOverflow: () => {
        job.onOverflow();
        void keeper?.release();
      },
      onAbandoned: () => {
        if (job.abortWhenAbandoned) abandonment.abort(new Error('Everybody who read this stream has left.'));
      },
      onEnd: async (recording: Recording, error: unknown) => {
        if (error === undefined) computation.assumeCost(job.layer.name);
        finished(error === undefined ? 'ok' : 'error');
        const events = recording.complete;
        if (error !== undefined) await keeper?.release();
        else if (events === undefined) await this.notStored(running, 'too_large');
        else
          await this.store(
            running,
            () => streamCodec.encode({ form: formOf(source), events }),
            streamCodec.id,
          );
      },
    });
  }

  /** Stores a value that was computed elsewhere, from data read after its right was taken. */
  async fillWith<T>(filling: Filling<T>, value: T): Promise<FillOutcome> {
    const { codec } = filling.job.layer;
    const { outcome } = await this.store(filling, () => codec.encode(value), codec.id);
    return outcome;
  }

  private async store<T>(
    running: Filling<T>,
    encode: () => Buffer,
    codec: number,
  ): Promise<{ outcome: FillOutcome; entry?: Entry }> {
    const { job, right, computation, keeper, createdAt } = running;
    const { options, random, observer } = this.parts;
    if (typeof right === 'string') return await this.notStored(running, right);
    if (!computation.storable) return await this.notStored(running, 'no_store');
    let payload: Buffer;
    try {
      payload = encode();
    } catch (error) {
      options.onUnstorable(job.layer.name, error);
      return await this.notStored(running, 'unstorable');
    }
    if (payload.length > options.maxEntryBytes) return await this.notStored(running, 'too_large');
    const facts = {
      codec,
      createdAt,
      ttlMs: job.ttlMs,
      costUsd: computation.costUsd,
      compressFrom: options.compressionThresholdBytes,
      annotation: job.approach?.annotation(),
    };
    const entry = await makeEntry(payload, facts, random);
    const outcome = await this.fill(running, right, entry);
    if (outcome === 'stored') keeper?.end();
    // A store that has just failed would hold the answer up for a second time-out. The release never rejects.
    else if (outcome === 'error') void keeper?.release();
    else await keeper?.release();
    observer.fill(job.layer.name, job.scope.workspaceId, outcome, entry.stored.length);
    if (outcome === 'stored') job.approach?.stored(entry);
    return { outcome, entry };
  }

  private async fill<T>(
    { job, computation }: Filling<T>,
    right: FillRight,
    entry: Entry,
  ): Promise<FillOutcome> {
    const { store, owner, options } = this.parts;
    try {
      const outcome = await store.fill({
        address: job.address,
        token: right.token,
        entry: encodeEntry(entry, job.address.proof),
        createdAt: entry.createdAt,
        expiresAt: entry.expiresAt,
        documents: [...computation.documents],
        leaseOwner: right.lease === 'granted' ? owner : undefined,
      });
      options.onStoreAnswer('fill');
      return outcome;
    } catch (error) {
      options.onStoreError(error, 'fill');
      return 'error';
    }
  }

  private async notStored<T>(
    { job, keeper }: Filling<T>,
    outcome: FillOutcome,
  ): Promise<{ outcome: FillOutcome }> {
    await keeper?.release();
    this.parts.observer.fill(job.layer.name, job.scope.workspaceId, outcome, 0);
    return { outcome };
  }
}
