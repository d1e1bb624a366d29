import type { Clock } from '../core/clock.js';
import { CacheConfigurationError } from '../core/errors.js';
import type { CacheLogger, ResolvedOptions } from '../options/cache.options.js';
import type { RedisConnection } from '../store/redis/redis-connection.js';
import type { RedisKeys } from '../store/redis/redis-keys.js';
import { ChromaVectorIndex } from './index/chroma/chroma-vector-index.js';
import { FallbackVectorIndex } from './index/fallback-vector-index.js';
import { MemoryVectorIndex } from './index/memory/memory-vector-index.js';
import { RedisVectorIndex } from './index/redis/redis-vector-index.js';
import type { VectorIndex } from './index/vector-index.js';

export interface IndexParts {
  readonly options: Pick<ResolvedOptions, 'namespace' | 'semantic' | 'encryption'>;
  /** The store's connection, if the store is a Redis. */
  readonly redis?: { readonly connection: RedisConnection; readonly keys: RedisKeys } | undefined;
  readonly clock: Clock;
  readonly logger: CacheLogger;
}

/**
 * The index that the option `semantic.index` names.
 *
 * @throws CacheConfigurationError when what it needs is missing.
 */
export function createIndex({ options, redis, clock, logger }: IndexParts): VectorIndex {
  const { index, memoryBytes, chromaUrl, timeoutMs } = options.semantic;
  if (typeof index !== 'string') return index;
  const memory = (): VectorIndex => new MemoryVectorIndex({ maxBytes: memoryBytes, clock });
  switch (index) {
    case 'memory':
      return memory();
    case 'redis':
      if (redis === undefined)
        throw missing('redis', 'a Redis to keep entries in: option "redis" (REDIS_URL)');
      return new RedisVectorIndex({ ...redis, clock });
    case 'chroma':
      if (chromaUrl === undefined) {
        throw missing('chroma', 'option "semantic.chromaUrl" (CACHE_SEMANTIC_CHROMA_URL)');
      }
      return new ChromaVectorIndex({ url: chromaUrl, namespace: options.namespace, clock, timeoutMs });
    case 'auto':
      // Vectors cannot be searched when they are sealed, and something of a text can be told from its vector: who
      // encrypts entries has to name the server that may see vectors.
      if (redis === undefined || options.encryption.keys.length > 0) return memory();
      return new FallbackVectorIndex({
        preferred: new RedisVectorIndex({ ...redis, clock }),
        fallback: memory(),
        warn: (message) => logger.warn(message),
      });
  }
}

function missing(index: string, what: string): CacheConfigurationError {
  return new CacheConfigurationError(
    `nestjs-ai-cache: option "semantic.index" (CACHE_SEMANTIC_INDEX) "${index}" needs ${what}.`,
  );
}
