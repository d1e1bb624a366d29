import { intentLayer } from './intent-layer.js';
import type { Layer } from '../core/layer.js';
import { assertScope, type Scope } from '../core/scope.js';
import type { ContentCache, ContentPlace } from '../engine/content-cache.js';
import type { ComputationContext } from '../engine/computation.js';

/** Says what a message is about. Its result is JSON and depends on the message and on nothing else. */
export interface Classifier<I = unknown> extends ClassifierIdentity {
  /** `context.signal` aborts when nobody waits any more; `context.spent()` takes what the call has cost. */
  classify(message: string, context: ComputationContext): Promise<I>;
}

/** Part of every key: results of another classifier, or of another version of it, are never found. */
export interface ClassifierIdentity {
  readonly name: string;
  /** Raise it when model, prompt or labels change. */
  readonly version: string | number;
}

export interface ClassifyOptions {
  /** Ends the waiting of this caller; the classification goes on while somebody waits for it. */
  readonly signal?: AbortSignal | undefined;
  /** Life of the entry in milliseconds instead of the option `intent.ttlMs`, before jitter. */
  readonly ttlMs?: number | undefined;
}

/** Caches what classifiers say, content-addressed inside a workspace: no event makes it untrue. */
export class IntentCache {
  private readonly layer: Layer;

  constructor(
    private readonly content: ContentCache,
    private readonly normalize: (message: string) => string,
    options: { readonly ttlMs: number },
  ) {
    this.layer = intentLayer(options.ttlMs);
  }

  /**
   * The intent of the message, from the cache or from the classifier. Messages are compared in the normal form of
   * questions; the classifier is given the message as it is. Concurrent equal requests share one call.
   *
   * @throws InvalidScopeError; whatever `classify` throws (it is not stored); the reason of `options.signal`. Never
   *   for a failing store.
   */
  async classify<I>(
    scope: Scope,
    message: string,
    classifier: Classifier<I>,
    options: ClassifyOptions = {},
  ): Promise<I> {
    const { value } = await this.content.resolve<I>({
      ...this.place<I>(scope, message, classifier),
      ...options,
      compute: (context) => classifier.classify(message, context),
    });
    return value;
  }

  /** Where the intent of the message is. */
  place<I>(scope: Scope, message: string, { name, version }: ClassifierIdentity): ContentPlace<I> {
    assertScope(scope);
    return {
      layer: this.layer as Layer<I>,
      workspaceId: scope.workspaceId,
      material: { classifier: name, version, message: this.normalize(message) },
    };
  }
}
