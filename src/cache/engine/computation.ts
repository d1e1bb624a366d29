import { AsyncLocalStorage } from 'node:async_hooks';
import { layerCostUsd, modelCostUsd, type Prices, type TokenUsage } from '../core/prices.js';

/** What code that computes an answer can say about it to the cache. */
export interface ComputationContext {
  /** Aborts when everybody who waited has left, for computations started with `abortWhenAbandoned`. */
  readonly signal: AbortSignal;
  /** The answer is served to those who wait for it but not stored: it is partial, personal, or otherwise unfit. */
  readonly noStore: () => void;
  /**
   * The answer was made from this document; `AICacheService.invalidateDocument` makes it untrue. An answer also
   * depends on what was not found: invalidate by client or workspace where a change can alter which documents match.
   */
  readonly dependsOn: (documentId: string) => void;
  /** Likewise for a collection as a whole: what is found in it may change with any of its documents. */
  readonly dependsOnCollection: (collection: string) => void;
  /** Adds to what this computation has cost, in USD: what a hit on its entry will save. */
  readonly spent: (usd: number) => void;
  /** Adds the cost of a model's call, by the option `prices.models`; nothing for a model without a price. */
  readonly spentTokens: (model: string, usage: TokenUsage) => void;
}

/** What a finished computation says of its value, and what a stored entry remembers of it. */
export interface Provenance {
  readonly storable: boolean;
  /** Digests of the documents the value was made from. */
  readonly documents: Iterable<string>;
  /** USD spent on it this time, on its parts too; 0 for what was read from the cache. */
  readonly costUsd: number;
}

/** Something in a workspace that entries can be made from. */
export interface Dependency {
  readonly kind: 'document' | 'collection';
  readonly id: string;
}

/** One computation's notes. */
export class Computation implements ComputationContext, Provenance {
  readonly documents = new Set<string>();
  storable = true;
  costUsd = 0;
  /** USD spent by this computation itself, without its parts, which count their own. */
  ownCostUsd = 0;

  constructor(
    readonly signal: AbortSignal,
    private readonly digest: (dependency: Dependency) => string,
    private readonly prices: Prices,
  ) {}

  // Properties, so that a computation may take its context apart: `({ noStore, dependsOn }) => ...`.
  readonly noStore = (): void => {
    this.storable = false;
  };

  readonly dependsOn = (documentId: string): void => {
    this.documents.add(this.digest({ kind: 'document', id: documentId }));
  };

  readonly dependsOnCollection = (collection: string): void => {
    this.documents.add(this.digest({ kind: 'collection', id: collection }));
  };

  readonly spent = (usd: number): void => {
    if (!Number.isFinite(usd) || usd <= 0) return;
    this.costUsd += usd;
    this.ownCostUsd += usd;
  };

  readonly spentTokens = (model: string, usage: TokenUsage): void => {
    this.spent(modelCostUsd(this.prices, model, usage));
  };

  /** Where nobody said what the step itself has cost, it has cost what the options say, `times` times. */
  assumeCost(layer: string, times = 1): void {
    if (this.ownCostUsd === 0) this.spent(layerCostUsd(this.prices, layer) * times);
  }

  inherit(part: Provenance): void {
    for (const document of part.documents) this.documents.add(document);
    if (!part.storable) this.storable = false;
    this.costUsd += part.costUsd;
  }
}

const current = new AsyncLocalStorage<Computation>();

/** Runs `body` so that `noStore()` and `dependsOn()` at any depth in it speak of this computation. */
export function runComputation<T>(computation: Computation, body: () => Promise<T>): Promise<T> {
  return current.run(computation, body);
}

/** Whether this is called from inside a computation. */
export function isComputing(): boolean {
  return current.getStore() !== undefined;
}

/**
 * An answer made from a part (a cached layer used inside it) is made from whatever the part was made from. Called
 * for everybody who is given the part, be it computed for them, joined or read from the store.
 */
export function passOn(part: Provenance): void {
  current.getStore()?.inherit(part);
}

/** Marks the answer that is being computed around this call as not to be stored. No effect outside a computation. */
export function noStore(): void {
  current.getStore()?.noStore();
}

/** Notes that the answer being computed around this call was made from a document. No effect outside a computation. */
export function dependsOn(documentId: string): void {
  current.getStore()?.dependsOn(documentId);
}

/** Like `dependsOn`, for a collection as a whole. No effect outside a computation. */
export function dependsOnCollection(collection: string): void {
  current.getStore()?.dependsOnCollection(collection);
}

/** Adds to the cost, in USD, of the answer being computed around this call. No effect outside a computation. */
export function spent(usd: number): void {
  current.getStore()?.spent(usd);
}

/** Adds the cost of a model's call to the answer being computed around this call. No effect outside a computation. */
export function spentTokens(model: string, usage: TokenUsage): void {
  current.getStore()?.spentTokens(model, usage);
}
