import type { Scope } from '../core/scope.js';
import type { ComputationContext } from '../engine/computation.js';
import type { QueryCache, QueryKeyParts } from '../query/query-cache.js';

/** One answer to be computed in advance. */
export interface WarmItem extends QueryKeyParts {
  readonly scope: Scope;
  /** Life of the answer in milliseconds instead of the option `query.ttlMs`. */
  readonly ttlMs?: number | undefined;
}

export interface WarmOptions {
  /** Computations at a time; default 4. */
  readonly concurrency?: number | undefined;
  /** Begins no further item. */
  readonly signal?: AbortSignal | undefined;
}

export interface WarmReport {
  /** Computed and stored. */
  readonly stored: number;
  /** In the cache already, or being computed by somebody else. */
  readonly present: number;
  /** Computed and not stored: something was invalidated meanwhile, the store failed, or the value cannot be stored. */
  readonly notStored: number;
  /** Items whose computation failed, by their place among the items given. */
  readonly failed: readonly { readonly index: number; readonly error: unknown }[];
}

const DEFAULT_CONCURRENCY = 4;

/** Takes items one after the other in several lines of work, each through the normal path. */
export async function warm<T>(
  queries: QueryCache,
  items: Iterable<WarmItem>,
  compute: (item: WarmItem, context: ComputationContext) => Promise<T>,
  { concurrency = DEFAULT_CONCURRENCY, signal }: WarmOptions = {},
): Promise<WarmReport> {
  const report = { stored: 0, present: 0, notStored: 0, failed: [] as { index: number; error: unknown }[] };
  // One iterator for all lines: each takes the next item that nobody has taken.
  const remaining = [...items].entries();
  const line = async (): Promise<void> => {
    for (const [index, item] of remaining) {
      signal?.throwIfAborted();
      const { scope, ttlMs, ...key } = item;
      try {
        const { source, ...rest } = await queries.resolve(scope, key, (context) => compute(item, context), {
          ttlMs,
          signal,
        });
        if (source !== 'computed') report.present++;
        else if ('fill' in rest && rest.fill === 'stored') report.stored++;
        else report.notStored++;
      } catch (error) {
        signal?.throwIfAborted();
        report.failed.push({ index, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.floor(concurrency)) }, line));
  return report;
}
