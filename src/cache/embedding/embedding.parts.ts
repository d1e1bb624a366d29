import type { Clock } from '../core/clock.js';
import type { CacheObserver } from '../core/observer.js';
import type { ContentCache } from '../engine/content-cache.js';
import type { ResolvedOptions } from '../options/cache.options.js';

/** What the embedding service is put together from; a `Cache` has it all. */
export interface EmbeddingParts {
  readonly content: ContentCache;
  readonly clock: Clock;
  readonly observer: CacheObserver;
  readonly options: Pick<ResolvedOptions, 'embedding' | 'prices'>;
}
