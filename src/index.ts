/** The public API. `nestjs-ai-cache/engine` is the part of it that needs no Nest. */
export * from './engine.js';
export { CacheModule } from './cache/cache.module.js';
export { CACHE, CACHE_MODULE_OPTIONS, type CacheModuleOptions } from './cache/nest/cache-module.options.js';
export { CachedQuery } from './cache/query/cached-query.decorator.js';
export { CachedEmbedding } from './cache/embedding/cached-embedding.decorator.js';
export { CachedEmbeddingInterceptor } from './cache/embedding/cached-embedding.interceptor.js';
export type { CachedEmbeddingOptions } from './cache/embedding/cached-embedding.options.js';
export { CachedQueryInterceptor } from './cache/query/cached-query.interceptor.js';
export type { CachedQueryOptions } from './cache/query/cached-query.options.js';
export type { PerRequest } from './cache/nest/per-request.js';
export { AICacheService } from './cache/invalidation/ai-cache.service.js';
export type { InvalidationRule, InvalidationTarget } from './cache/invalidation/invalidation-rule.js';
export { InvalidationAppliedEvent } from './cache/invalidation/applied.event.js';
export { InvalidationNotAcknowledgedError } from './cache/invalidation/domain-event.listener.js';
