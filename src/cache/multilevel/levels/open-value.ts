import type { LayerRequest } from '../../engine/engine.types.js';
import type { PendingFill } from '../../engine/pending-fill.js';
import type { ScopedCache } from '../../engine/scoped-cache.js';

export type OpenedValue<T> = { readonly value: T } | { readonly right: PendingFill<T> };

/** The decoded value of the entry, or the right to store one. */
export async function openValue<T>(
  scoped: ScopedCache,
  request: LayerRequest<T>,
  options: { readonly ttlMs?: number | undefined; readonly maxAgeMs?: number | undefined },
): Promise<OpenedValue<T>> {
  const opened = await scoped.open(request, options);
  if (opened.source === 'miss') return { right: opened };
  try {
    return { value: await opened.value() };
  } catch {
    // The payload does not decode. A forced miss, since the same bytes would be found again.
    const again = await scoped.open(request, { ...options, maxAgeMs: 0 });
    return again.source === 'miss' ? { right: again } : { value: await again.value() };
  }
}
