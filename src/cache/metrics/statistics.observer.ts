import type { CacheObserver } from '../core/observer.js';

/** What one layer did in this process since its start. */
export interface LayerStatistics {
  readonly hits: number;
  /** Requests for which there was no true entry; those that then joined a running computation are among them. */
  readonly misses: number;
  readonly joined: number;
  /** Hits of all requests, 0 to 1; 0 while there were none. */
  readonly hitRate: number;
  /** How often the store was asked. */
  readonly lookups: number;
  /** From asking the store to its answer, in milliseconds; 0 while it was not asked. */
  readonly averageLookupMs: number;
  /** From a request to its answer, computed or not, in milliseconds. */
  readonly averageAnswerMs: number;
  readonly computations: number;
  readonly averageComputationMs: number;
  /** USD that computing what hits served had cost. */
  readonly savedUsd: number;
  /** USD spent on computations. */
  readonly spentUsd: number;
}

/** What a mean is made of. */
class Sum {
  count = 0;
  seconds = 0;

  add(seconds: number): void {
    this.count++;
    this.seconds += seconds;
  }

  get averageMs(): number {
    return this.count === 0 ? 0 : (this.seconds * 1000) / this.count;
  }
}

class LayerCounts {
  hits = 0;
  misses = 0;
  joined = 0;
  savedUsd = 0;
  spentUsd = 0;
  readonly lookups = new Sum();
  readonly answers = new Sum();
  readonly computations = new Sum();
}

/** Counts what the engine tells, per layer, for `MultiLevelCache.metrics()`. */
export class StatisticsObserver implements Partial<CacheObserver> {
  private readonly counts = new Map<string, LayerCounts>();

  /** By layer, of those that were asked at all. */
  layers(): Record<string, LayerStatistics> {
    return Object.fromEntries([...this.counts].map(([name, counts]) => [name, statistics(counts)]));
  }

  hit(layer: string, _workspaceId: string, savedUsd: number): void {
    const counts = this.of(layer);
    counts.hits++;
    counts.savedUsd += savedUsd;
  }

  miss(layer: string): void {
    this.of(layer).misses++;
  }

  joined(layer: string): void {
    this.of(layer).joined++;
  }

  lookup(layer: string, seconds: number): void {
    this.of(layer).lookups.add(seconds);
  }

  answered(layer: string, seconds: number): void {
    this.of(layer).answers.add(seconds);
  }

  computed(layer: string, seconds: number, _result: 'ok' | 'error', spentUsd: number): void {
    const counts = this.of(layer);
    counts.computations.add(seconds);
    counts.spentUsd += spentUsd;
  }

  private of(layer: string): LayerCounts {
    let counts = this.counts.get(layer);
    if (counts === undefined) this.counts.set(layer, (counts = new LayerCounts()));
    return counts;
  }
}

function statistics(counts: LayerCounts): LayerStatistics {
  const { hits, misses, joined, savedUsd, spentUsd } = counts;
  return {
    hits,
    misses,
    joined,
    hitRate: hitRate(hits, misses),
    lookups: counts.lookups.count,
    averageLookupMs: counts.lookups.averageMs,
    averageAnswerMs: counts.answers.averageMs,
    computations: counts.computations.count,
    averageComputationMs: counts.computations.averageMs,
    savedUsd,
    spentUsd,
  };
}

/** Hits of all requests, 0 to 1; 0 while there were none. */
export function hitRate(hits: number, misses: number): number {
  return hits + misses === 0 ? 0 : hits / (hits + misses);
}
