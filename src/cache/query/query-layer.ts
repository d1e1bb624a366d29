import { jsonCodec } from '../core/codec.js';
import type { Layer } from '../core/layer.js';

/** The whole answer of a handler or of a function: the outermost layer. */
export function queryLayer(ttlMs: number): Layer {
  return { name: 'query_result', version: 1, ttlMs, codec: jsonCodec, streams: true };
}
