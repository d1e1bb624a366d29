import { hitRate, type LayerStatistics } from '../metrics/statistics.observer.js';

export interface MultiLevelMetrics {
  /** By `cache_layer`, of those that were asked at all. */
  readonly levels: Readonly<Record<string, LayerStatistics>>;
  readonly overall: {
    /** Requests for a whole answer. */
    readonly requests: number;
    /** Those that some level had the whole answer for. */
    readonly hits: number;
    /** Hits of requests, 0 to 1; 0 while there were none. */
    readonly hitRate: number;
    /** From asking the store to its answer, over all levels, in milliseconds. */
    readonly averageLookupMs: number;
    /** USD that computing what hits of all levels served had cost. A hit inside a hit does not happen. */
    readonly savedUsd: number;
    /** USD spent on computations of all levels, on what look-ups themselves needed (an embedding) too. */
    readonly spentUsd: number;
  };
}

/** Every request asks the exact level; what it misses another level may have. */
export function multiLevelMetrics(
  levels: Readonly<Record<string, LayerStatistics>>,
  exact: string,
  otherAnswerLevels: readonly string[],
): MultiLevelMetrics {
  const all = Object.values(levels);
  const exactHits = levels[exact]?.hits ?? 0;
  const requests = exactHits + (levels[exact]?.misses ?? 0);
  const hits = otherAnswerLevels.reduce((sum, name) => sum + (levels[name]?.hits ?? 0), exactHits);
  const lookups = total(all, ({ lookups: count }) => count);
  return {
    levels,
    overall: {
      requests,
      hits,
      hitRate: hitRate(hits, requests - hits),
      averageLookupMs:
        lookups === 0 ? 0 : total(all, (level) => level.averageLookupMs * level.lookups) / lookups,
      savedUsd: total(all, ({ savedUsd }) => savedUsd),
      spentUsd: total(all, ({ spentUsd }) => spentUsd),
    },
  };
}

function total(levels: readonly LayerStatistics[], of: (level: LayerStatistics) => number): number {
  return levels.reduce((sum, level) => sum + of(level), 0);
}
