import { jsonCodec } from '../core/codec.js';
import type { Layer } from '../core/layer.js';

/** Passages found for a query: true until one of their documents, or the collection, changes. */
export function retrievalLayer(ttlMs: number): Layer {
  return { name: 'retrieval', version: 1, ttlMs, codec: jsonCodec };
}
