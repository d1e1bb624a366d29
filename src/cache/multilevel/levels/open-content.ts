import type { ContentCache, ContentPlace } from '../../engine/content-cache.js';
import type { FoundPart } from '../level.js';

/** A content-addressed part: its value, or the way to store it. No token is needed, since it is never untrue. */
export async function openContent<V>(content: ContentCache, place: ContentPlace<V>): Promise<FoundPart<V>> {
  const value = await content.peek(place);
  if (value !== undefined) return { value, store: () => Promise.resolve('cached') };
  const missed = performance.now();
  return {
    store: (computed, costUsd) =>
      content.put(place, computed, { seconds: (performance.now() - missed) / 1000, costUsd }),
  };
}
