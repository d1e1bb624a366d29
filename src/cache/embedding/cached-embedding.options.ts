import type { ExecutionContext } from '@nestjs/common';
import type { JsonValue } from '../core/canonical-json.js';
import type { PerRequest } from '../nest/per-request.js';

/** Metadata key of `@CachedEmbedding()`'s options. */
export const CACHED_EMBEDDING = 'nestjs-ai-cache:cached-embedding';

/** How the vectors of a handler are cached. */
export interface CachedEmbeddingOptions {
  /** Part of the key in place of route and handler; handlers with one name share their vectors. */
  readonly name?: string;
  /** Where in the body the texts are; '' when they are the body. Default `texts`. */
  readonly texts?: string;
  /** Where in the handler's reply the vectors are. Default: they are the reply. */
  readonly vectors?: string;
  /**
   * The reply for these vectors. Default: the vectors at the place where the handler puts them, and nothing else: what
   * the handler says beside them is said of a part of the texts, or not at all when nothing is missing.
   */
  readonly reply?: (vectors: number[][], context: ExecutionContext) => unknown;
  /**
   * What else changes the vectors, beside the module's `variant`. All other members of the body, the query string and
   * the route parameters are part of the key in any case.
   */
  readonly variant?: PerRequest<JsonValue | undefined>;
  /** `true`: all workspaces share the vectors, and requests without a tenant are cached too. Default false. */
  readonly shared?: boolean;
  /** Life of the vectors in milliseconds instead of the option `embedding.ttlMs`. */
  readonly ttlMs?: number;
  /** `false`: this request is neither answered from the cache nor stored. */
  readonly when?: PerRequest<boolean>;
}
