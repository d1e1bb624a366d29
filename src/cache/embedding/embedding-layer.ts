import type { Layer } from '../core/layer.js';
import { embeddingCodec, type EmbeddingPrecision } from './embedding-codec.js';

/** Vectors, content-addressed. */
export function embeddingLayer(options: {
  readonly ttlMs: number;
  readonly precision: EmbeddingPrecision;
  readonly dimensions?: number | undefined;
}): Layer<Float32Array> {
  return {
    name: 'embedding',
    version: 1,
    ttlMs: options.ttlMs,
    codec: embeddingCodec(options.precision, options.dimensions),
    compressible: false,
  };
}
