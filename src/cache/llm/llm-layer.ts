import type { Layer } from '../core/layer.js';
import { replyCodec } from './reply-codec.js';

/** One reply of a model to one deterministic request. */
export function llmLayer(ttlMs: number): Layer {
  return { name: 'llm_response', version: 1, ttlMs, codec: replyCodec };
}
