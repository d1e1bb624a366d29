import type { EntryAddress } from '../core/address.js';
import { compress } from '../core/compression.js';
import { encodeEntry, entityTagOf, type Entry } from '../core/envelope.js';
import type { Layer } from '../core/layer.js';
import type { FillOutcome } from '../core/observer.js';
import type { Scope } from '../core/scope.js';
import type { Token } from '../core/token.js';
import { Computation, runComputation } from './computation.js';
import type { Compute, Computed } from './engine.types.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';

/** TTLs carry this share of jitter either way, so that entries stored together do not expire together. */
const JITTER = 0.1;

export interface FillJob<T> {
  readonly layer: Layer<T>;
  readonly scope: Scope;
  readonly address: EntryAddress;
  readonly compute: Compute<T>;
  readonly ttlMs: number;
}

/** The right to store: the token of the miss, and whether this process holds the lease. */
export interface FillRight {
  readonly token: Token;
  readonly lease: 'granted' | 'held' | 'none';
}

/** Computes a value and stores it under the token it was begun with. */
export class EntryFiller {
  constructor(private readonly parts: ScopedCacheParts) {}

  /** Without a right, for the reason given in its place, the value is not stored. @throws what `compute` throws. */
  async compute<T>(
    job: FillJob<T>,
    right: FillRight | 'error' | 'disabled',
    signal: AbortSignal,
  ): Promise<Computed<T>> {
    const { observer, digester, store, clock, owner, options } = this.parts;
    const computation = new Computation(signal, (dependency) => digester.dependency(dependency));
    const keeper =
      typeof right !== 'string' && right.lease === 'granted'
        ? new LeaseKeeper(
            store,
            clock,
            { address: job.address, token: right.token, owner },
            options.leaseTtlMs,
          )
        : undefined;
    // The age of a value is that of the data it may have read, not of its writing down.
    const createdAt = Math.floor(clock.now());
    const started = performance.now();
    let computed: T;
    try {
      computed = await runComputation(computation, () => job.compute(computation));
    } catch (error) {
      observer.computed(
        job.layer.name,
        (performance.now() - started) / 1000,
        'error',
        computation.ownCostUsd,
      );
      await keeper?.release();
      throw error;
    }
    observer.computed(job.layer.name, (performance.now() - started) / 1000, 'ok', computation.ownCostUsd);

    const { outcome, entry } =
      typeof right === 'string'
        ? { outcome: right }
        : await this.store({ ...job, createdAt }, right, computation, computed);
    if (outcome === 'stored') keeper?.end();
    else await keeper?.release();
    observer.fill(job.layer.name, job.scope.workspaceId, outcome, entry?.stored.length ?? 0);
    return { source: 'computed', computed, fill: outcome, entry, provenance: computation };
  }

  private async store<T>(
    job: FillJob<T> & { readonly createdAt: number },
    right: FillRight,
    computation: Computation,
    value: T,
  ): Promise<{ outcome: FillOutcome; entry?: Entry }> {
    const { store, owner, options } = this.parts;
    if (!computation.storable || value === undefined) return { outcome: 'no_store' };
    let payload: Buffer;
    try {
      payload = job.layer.codec.encode(value);
    } catch (error) {
      options.onUnstorable(job.layer.name, error);
      return { outcome: 'unstorable' };
    }
    if (payload.length > options.maxEntryBytes) return { outcome: 'too_large' };
    const entry = await this.entry(job, payload, computation.costUsd);
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
      return { outcome, entry };
    } catch (error) {
      options.onStoreError(error);
      return { outcome: 'error', entry };
    }
  }

  private async entry<T>(
    { layer, ttlMs, createdAt }: FillJob<T> & { readonly createdAt: number },
    payload: Buffer,
    costUsd: number,
  ): Promise<Entry> {
    const { random, options } = this.parts;
    const { encoding, bytes } = await compress(payload, options.compressionThresholdBytes);
    return {
      codec: layer.codec.id,
      createdAt,
      expiresAt: createdAt + Math.max(1, Math.round(ttlMs * (1 + JITTER * (2 * random() - 1)))),
      entityTag: entityTagOf(payload),
      encoding,
      stored: bytes,
      length: payload.length,
      costUsd,
    };
  }
}
