import { NOWHERE, type EntryAddress } from '../core/address.js';
import { KeyTooLongError } from '../core/errors.js';
import type { MissReason } from '../core/observer.js';
import { validTtl } from '../core/ttl.js';
import { untilAborted } from '../core/until-aborted.js';
import { passOn } from './computation.js';
import type { Scope } from '../core/scope.js';
import { Explainer, type ExplainOptions } from './explainer.js';
import type { QueryExplanation } from './explanation.js';
import type { Compute, Hit, LayerRequest, Resolution, ResolveOptions } from './engine.types.js';
import { EntryFiller, rightOf, type FillTarget, type NoRight } from './entry-filler.js';
import { EntryReader, type Begun, type Miss } from './entry-reader.js';
import { readOf, type Journey } from './journey.js';
import { SEMANTIC_LAYER } from './near-entries.js';
import { NearReader } from './near-reader.js';
import { PendingFill } from './pending-fill.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';
import { SharedComputations } from './shared-computations.js';

/**
 * The engine of all scoped layers: a read is BEGIN; a miss becomes a computation that is shared in this process by a
 * flight and across processes by a lease; its value goes through FILL.
 *
 * Why no stale value is served (the proof is in docs/freshness.md): every caller does its own BEGIN, after its
 * request has started. A hit is true at that moment. On a miss the caller gets the token of that moment and is only
 * ever given values computed under this token or one minted later: by its own computation, by a flight found under
 * the very token, or by a later BEGIN, be it at its own address or at that of a similar question (see `NearReader`).
 *
 * A store that fails costs the caching of this request, never the request: it is computed, unshared and unstored.
 */
export class ScopedCache {
  private readonly reader: EntryReader;
  private readonly filler: EntryFiller;
  private readonly near: NearReader;
  private readonly computations: SharedComputations;
  private readonly explainer: Explainer;
  private readonly addresses = new WeakMap<object, EntryAddress>();

  constructor(private readonly parts: ScopedCacheParts) {
    this.reader = new EntryReader(parts);
    this.filler = new EntryFiller(parts);
    this.near = new NearReader(parts, this.reader);
    this.computations = new SharedComputations(parts, this.reader, this.filler);
    this.explainer = new Explainer(parts, this.reader, this.near);
  }

  /** Computations that run in this process. */
  get running(): number {
    return this.computations.running;
  }

  /** Resolves when no computation runs any more, and what was stored can be found by similar questions. */
  async settled(): Promise<void> {
    await this.computations.settled();
    await this.parts.near?.settled();
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
    const address = this.addressOf(request);
    const ttlMs = validTtl(options.ttlMs ?? request.layer.ttlMs);
    const started = performance.now();
    const approach = address === undefined ? undefined : this.near.approach(request, address);
    let source: Resolution<T>['source'] | 'error' = 'error';
    let layer = request.layer.name;
    try {
      const journey = { request, address: address ?? NOWHERE, compute, options, ttlMs, approach };
      const resolution =
        address === undefined
          ? await this.computations.alone<T>(journey, 'key_too_long')
          : await this.travel<T>(journey);
      passOn(resolution.provenance);
      ({ source } = resolution);
      if (resolution.source === 'hit' && resolution.via === 'semantic') layer = SEMANTIC_LAYER;
      return resolution;
    } finally {
      this.parts.observer.answered(layer, (performance.now() - started) / 1000, source);
    }
  }

  private async travel<T>(journey: Journey<T>): Promise<Resolution<T>> {
    if (!this.parts.options.enabled) return await this.computations.alone(journey, 'disabled');
    const { approach, options } = journey;
    const isRefresh = this.reader.notBefore(options) === Infinity;
    if (approach === undefined || isRefresh) {
      // An entry computed anew is to be found by similar questions too.
      approach?.prepare();
      return await this.arrive(journey, await this.begin(journey, true));
    }
    // Without the lease: nobody is to wait for a request that may yet be answered by a similar question.
    const first = await this.begin(journey, false);
    if (first?.source !== 'miss' || this.computations.isRunning(journey, first.miss)) {
      return await this.arrive(journey, first);
    }
    const { miss } = first;
    const similar = await untilAborted(this.near.find({ ...journey, approach }, miss), options.signal);
    if (similar === undefined) return await this.arrive(journey, await this.begin(journey, true), miss);
    this.countMiss(journey, miss.reason);
    return similar;
  }

  /** BEGIN at the request's own address. */
  private begin<T>(journey: Journey<T>, withLease: boolean): Promise<Begun<T>> {
    const notBefore = this.reader.notBefore(journey.options);
    return this.reader.read({ ...readOf(journey), notBefore, withLease });
  }

  /** @param earlier the miss of a BEGIN before, which is the one that is told. */
  private async arrive<T>(journey: Journey<T>, begun: Begun<T>, earlier?: Miss): Promise<Resolution<T>> {
    const { layer, scope } = journey.request;
    if (begun === undefined) {
      this.countMiss(journey, 'error');
      return await this.computations.alone(journey, 'error');
    }
    if (begun.source === 'hit') {
      this.parts.observer.hit(layer.name, scope.workspaceId, begun.entry.costUsd);
      return begun;
    }
    this.countMiss(journey, (earlier ?? begun.miss).reason);
    return await this.computations.afterMiss(journey, begun.miss);
  }

  private countMiss({ request: { layer, scope } }: Journey<unknown>, reason: MissReason): void {
    this.parts.observer.miss(layer.name, scope.workspaceId, reason);
  }

  /** The entry, if there is a true one; nothing is computed and no lease taken. `undefined` on a failing store too. */
  async peek<T>(
    request: LayerRequest<T>,
    options: Pick<ResolveOptions, 'maxAgeMs'> = {},
  ): Promise<Hit<T> | undefined> {
    const opened = await this.open(request, options);
    return opened.source === 'hit' ? opened : await opened.similar();
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
    const known = this.addressOf(request);
    const address = known ?? NOWHERE;
    const approach = known === undefined ? undefined : this.near.approach(request, known);
    const target: FillTarget<T> = { layer, scope, address, ttlMs, approach };
    // Before BEGIN: the age of a value counts from before its data.
    const createdAt = Math.floor(clock.now());
    const pending = (right: Miss | NoRight): PendingFill<T> =>
      new PendingFill(
        this.parts,
        this.filler,
        target,
        typeof right === 'string' ? right : rightOf(right),
        createdAt,
        async (signal) => {
          if (typeof right === 'string' || approach === undefined) return undefined;
          if (this.reader.notBefore(options) === Infinity) return undefined;
          return await this.near.find({ request, approach, ttlMs, options: { ...options, signal } }, right);
        },
      );
    if (!this.parts.options.enabled) return pending('disabled');
    if (known === undefined) return pending('key_too_long');
    const notBefore = this.reader.notBefore(options);
    const begun = await this.reader.read({ layer, scope, address, ttlMs, notBefore, withLease: false });
    if (begun?.source === 'hit') {
      observer.hit(layer.name, scope.workspaceId, begun.entry.costUsd);
      passOn(begun.provenance);
      return begun;
    }
    observer.miss(layer.name, scope.workspaceId, begun?.miss.reason ?? 'error');
    return pending(begun?.miss ?? 'error');
  }

  /**
   * What the request would get now, and what was found of similar questions. Nothing is computed, stored or counted;
   * a verifier is asked like for a request.
   *
   * @throws InvalidScopeError, InvalidKeyError.
   */
  async explain<T>(request: LayerRequest<T>, options: ExplainOptions = {}): Promise<QueryExplanation> {
    return await this.explainer.explain(request, this.address(request), options);
  }

  /**
   * Lets neither of two questions be answered by the other's entry in this scope, for as long as either has one.
   *
   * False: the store could not be reached.
   *
   * @throws InvalidScopeError.
   */
  async keepApart(scope: Scope, one: string, other: string): Promise<boolean> {
    const { digester, near, options } = this.parts;
    const address = digester.scope(scope);
    try {
      await near?.keepApart(address, digester.tag(one), digester.tag(other));
      return true;
    } catch (error) {
      options.onStoreError(error, 'lookup');
      return false;
    }
  }

  /** `undefined` for key material that is longer than it may be: such a request is served without the cache. */
  private addressOf<T>(request: LayerRequest<T>): EntryAddress | undefined {
    try {
      return this.address(request);
    } catch (error) {
      if (!(error instanceof KeyTooLongError)) throw error;
      this.parts.observer.bypass(request.layer.name, 'key_too_long');
      return undefined;
    }
  }

  /** Where the request's entry lives; hashed once for each request object, which must not change afterwards. */
  address<T>(request: LayerRequest<T>): EntryAddress {
    let address = this.addresses.get(request);
    if (address === undefined) {
      const { digester } = this.parts;
      const { layer, scope, query, material } = request;
      address = digester.address(layer, digester.scope(scope), digester.tagWithin(query), material);
      this.addresses.set(request, address);
    }
    return address;
  }
}
