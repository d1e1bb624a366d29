import type { ContentStore } from '../store/content-store.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';

/** What the engine of content-addressed layers is put together from. */
export interface ContentCacheParts extends Omit<ScopedCacheParts, 'store' | 'owner'> {
  /** Absent: entries live in this process only. */
  readonly store: ContentStore | undefined;
  /** Bytes of entries kept in this process. */
  readonly memoryBytes: number;
}
