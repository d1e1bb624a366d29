import { jsonCodec } from '../core/codec.js';
import type { Layer } from '../core/layer.js';

/** What a message is about: a function of classifier and message alone, so never untrue. */
export function intentLayer(ttlMs: number): Layer {
  return { name: 'intent', version: 1, ttlMs, codec: jsonCodec };
}
