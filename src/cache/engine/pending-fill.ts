import type { FillOutcome } from '../core/observer.js';
import {
  Computation,
  passOn,
  runComputation,
  type ComputationContext,
  type Provenance,
} from './computation.js';
import type { Hit } from './engine.types.js';
import type { EntryFiller, FillRight, FillTarget, NoRight } from './entry-filler.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';

/** What is said of a value when it is stored, beside what its computation noted. */
export interface FillOptions {
  /** Documents the value was made from. */
  readonly documents?: readonly string[] | undefined;
  /** Collections whose change may change the value. */
  readonly collections?: readonly string[] | undefined;
  /** What computing it cost in USD, if it was not computed in `run` or not all was reported there. */
  readonly costUsd?: number | undefined;
}

/**
 * The right to store one value, taken before its data is read. It holds nothing in the store: left unused it costs
 * and blocks nothing. However late the fill comes, it is stored
 * only if nothing of what the token stands for was invalidated since.
 */
export class PendingFill<T> {
  readonly source = 'miss';
  private readonly notes: Computation;
  private readonly opened = performance.now();
  private counted = false;

  constructor(
    private readonly parts: ScopedCacheParts,
    private readonly filler: EntryFiller,
    private readonly job: FillTarget<T>,
    private readonly right: FillRight | NoRight,
    /** Before any data was read, ms since the epoch. */
    private readonly createdAt: number,
    private readonly findSimilar: (signal?: AbortSignal) => Promise<Hit<T> | undefined>,
  ) {
    this.notes = this.computation(new AbortController().signal);
  }

  /**
   * The entry of a similar question, where the request may be answered by one: read anew, so true at this moment.
   *
   * @throws the reason of `signal` when it aborts.
   */
  async similar(signal?: AbortSignal): Promise<Hit<T> | undefined> {
    const hit = await this.findSimilar(signal);
    if (hit !== undefined) passOn(hit.provenance);
    return hit;
  }

  /**
   * Runs (a part of) the computation so that `dependsOn()`, `spent()`, `noStore()` and cached steps inside it are
   * noted for the value, and for an answer that is being computed around this call.
   */
  async run<R>(body: (context: ComputationContext) => Promise<R>, signal?: AbortSignal): Promise<R> {
    // What the value has to carry to be found by similar questions is made beside it, and is no part of its cost.
    this.job.approach?.prepare();
    const computation = this.computation(signal ?? new AbortController().signal);
    const { layer } = this.job;
    const leave = await this.parts.limit?.enter(computation);
    const started = performance.now();
    let result: 'ok' | 'error' = 'error';
    try {
      const value = await runComputation(computation, () => body(computation));
      result = 'ok';
      if (!this.counted) computation.assumeCost(layer.name);
      return value;
    } finally {
      leave?.();
      const seconds = (performance.now() - started) / 1000;
      this.parts.observer.computed(layer.name, seconds, result, computation.ownCostUsd);
      this.counted = true;
      this.inherit(computation);
      passOn(computation);
    }
  }

  /** Takes down what `body` says with `dependsOn()` and the like, as part of what the value is made from. */
  note(body: (computation: Computation) => void): void {
    const computation = this.computation(this.notes.signal);
    void runComputation(computation, () => {
      body(computation);
      return Promise.resolve();
    });
    this.inherit(computation);
    passOn(computation);
  }

  /** The value is made from this too. */
  inherit(part: Provenance): void {
    this.notes.inherit(part);
  }

  /**
   * Stores the value if nothing was invalidated since the right was taken. May be repeated. Never rejects for a
   * failing store or a value that cannot be stored: the outcome says so.
   */
  async fill(value: T, options: FillOptions = {}): Promise<FillOutcome> {
    this.note((computation) => {
      for (const document of options.documents ?? []) computation.dependsOn(document);
      for (const collection of options.collections ?? []) computation.dependsOnCollection(collection);
      computation.spent(options.costUsd ?? 0);
      this.count(computation);
    });
    const { job, right, createdAt, notes: computation } = this;
    return await this.filler.fillWith({ job, right, createdAt, computation }, value);
  }

  /** A computation that did not happen in `run` is counted when its value arrives, once. */
  private count(declared: Computation): void {
    if (this.counted && declared.costUsd === 0) return;
    const { layer } = this.job;
    if (!this.counted) declared.assumeCost(layer.name);
    const seconds = this.counted ? 0 : (performance.now() - this.opened) / 1000;
    this.parts.observer.computed(layer.name, seconds, 'ok', declared.ownCostUsd);
    this.counted = true;
  }

  private computation(signal: AbortSignal): Computation {
    const { digester, options } = this.parts;
    return new Computation(signal, (dependency) => digester.dependency(dependency), options.prices);
  }
}
