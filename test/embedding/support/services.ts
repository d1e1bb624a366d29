import { randomUUID } from 'node:crypto';
import { createCache, createEmbeddingService, type Cache, type CacheOptions } from '../../../src/engine.js';
import type { EmbeddingService } from '../../../src/engine.js';

export interface Started {
  readonly cache: Cache;
  readonly embeddings: EmbeddingService;
}

const open: Cache[] = [];

/** A cache without a server by default, and the embedding service over it. `stopAll` ends it. */
export async function start(options: CacheOptions = {}): Promise<Started> {
  const cache = createCache({ redis: null, ...options });
  open.push(cache);
  await cache.start();
  return { cache, embeddings: createEmbeddingService(cache) };
}

/** Options for a cache on the tests' Redis, under a namespace of its own. */
export function onRedis(): Pick<CacheOptions, 'redis' | 'namespace'> & { namespace: string } {
  const url = process.env['TEST_REDIS_URL'] as string;
  return { redis: { url }, namespace: `t-${randomUUID()}` };
}

export async function stopAll(): Promise<void> {
  await Promise.all(open.splice(0).map((cache) => cache.stop(0)));
}
