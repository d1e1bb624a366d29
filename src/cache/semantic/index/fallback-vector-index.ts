import { VectorIndexError } from './vector-index.error.js';
import type { IndexScope, IndexSpace, Neighbour, VectorIndex } from './vector-index.js';

/** An index whose server may turn out not to have vectors. */
export interface SupportedVectorIndex extends VectorIndex {
  /** Undefined until it was learnt. */
  readonly supported: boolean | undefined;
}

export interface FallbackVectorIndexOptions {
  readonly preferred: SupportedVectorIndex;
  /** Used while the preferred one's server has no vectors. */
  readonly fallback: VectorIndex;
  /** Told once for every change from one to the other. */
  readonly warn: (message: string) => void;
}

/**
 * The preferred index where its server can have one, another where it cannot: that is a fact about the server's
 * version, which changes with an upgrade. A server that is down is no reason to fall back: what would be noted
 * elsewhere meanwhile is not found after its return, and its entries are not to be had either.
 */
export class FallbackVectorIndex implements VectorIndex {
  private fallen = false;

  constructor(private readonly options: FallbackVectorIndexOptions) {}

  get kind(): string {
    return this.current().kind;
  }

  async start(): Promise<void> {
    await Promise.all([this.options.preferred.start(), this.options.fallback.start()]);
    this.current();
  }

  async stop(): Promise<void> {
    await Promise.all([this.options.preferred.stop(), this.options.fallback.stop()]);
  }

  add(space: IndexSpace, pointer: string, vector: Float32Array, ttlMs: number): Promise<void> {
    return this.use((index) => index.add(space, pointer, vector, ttlMs));
  }

  search(space: IndexSpace, vector: Float32Array, count: number): Promise<readonly Neighbour[]> {
    return this.use((index) => index.search(space, vector, count));
  }

  remove(space: IndexSpace, pointers: readonly string[]): Promise<void> {
    return this.use((index) => index.remove(space, pointers));
  }

  /** In both, whichever is in use: there may be vectors in either from before a change. */
  async drop(scope: IndexScope): Promise<number> {
    const { preferred, fallback } = this.options;
    // The one without a server first: its part is done even if the other rejects.
    const inFallback = await fallback.drop(scope);
    return inFallback + (await preferred.drop(scope));
  }

  async clear(): Promise<void> {
    await this.options.fallback.clear();
    await this.options.preferred.clear();
  }

  private async use<T>(work: (index: VectorIndex) => Promise<T>): Promise<T> {
    try {
      return await work(this.current());
    } catch (error) {
      // A server that could not be asked at the start tells with the first command.
      if (this.fallen || !(error instanceof VectorIndexError) || error.reason !== 'unsupported') throw error;
      return await work(this.current());
    }
  }

  private current(): VectorIndex {
    const { preferred, fallback, warn } = this.options;
    const fallen = preferred.supported === false;
    if (fallen !== this.fallen) {
      this.fallen = fallen;
      warn(
        fallen
          ? `The server of the ${preferred.kind} index has no vectors; similar questions are looked for in the ${fallback.kind} index.`
          : `Similar questions are looked for in the ${preferred.kind} index again.`,
      );
    }
    return fallen ? fallback : preferred;
  }
}
