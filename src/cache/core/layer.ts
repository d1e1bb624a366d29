import type { Codec } from './codec.js';

/**
 * A cached step of an answer. Everything that distinguishes one layer from another is in this declaration; the
 * engine does the rest.
 */
export interface Layer<T = unknown> {
  /** The `cache_layer` label and a part of every key. */
  readonly name: string;
  /** Raised when the shape of values or of key material changes: older entries are then never found. */
  readonly version: number;
  /** Default life of an entry in milliseconds, before jitter. */
  readonly ttlMs: number;
  /** Values to bytes and back. */
  readonly codec: Codec<T>;
  /** Whether values may be streams (async iterables, web streams), which are recorded as they pass. */
  readonly streams?: boolean | undefined;
  /** `false` for payloads that do not shrink, such as vectors. Default true. */
  readonly compressible?: boolean | undefined;
}
