import { randomUUID } from 'node:crypto';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { RedisKeys } from '../../src/cache/store/redis/redis-keys.js';
import { createCache, type Cache, type CacheOptions, type Scope } from '../../src/engine.js';
import { waitUntil } from '../support/redis/index.js';

export const ANA: Scope = { workspaceId: 'practice', clientId: 'ana' };

/** Application instances of one namespace, each with connections of its own. */
export class FailoverCaches {
  readonly namespace = `failover-${randomUUID()}`;
  private readonly open: Cache[] = [];

  constructor(private readonly redis: NonNullable<CacheOptions['redis']>) {}

  async start(options: Omit<CacheOptions, 'redis' | 'namespace'> = {}): Promise<Cache> {
    const cache = createCache({ redis: this.redis, namespace: this.namespace, ...options });
    this.open.push(cache);
    await cache.start();
    return cache;
  }

  async stop(): Promise<void> {
    await Promise.all(this.open.splice(0).map((cache) => cache.stop(0)));
  }

  /** The key of a scope's entries; all keys of its workspace are on the same server. */
  keyOf(scope: Scope): string {
    return new RedisKeys(this.namespace).scope(new KeyDigester(this.namespace).scope(scope));
  }
}

export interface Asked {
  readonly value: string;
  readonly source: 'hit' | 'computed' | 'joined';
  readonly fill?: string;
}

/** A read that would compute `value`. */
export async function ask(cache: Cache, scope: Scope, value: string, query = 'q'): Promise<Asked> {
  return await read(cache, scope, query, () => Promise.resolve(value));
}

/** A read whose computation the test ends. */
export function beginRead(
  cache: Cache,
  scope: Scope,
  query = 'q',
): { begun: Promise<void>; finish: (value: string) => Promise<Asked> } {
  let begin = (): void => undefined;
  let end: (value: string) => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const value = new Promise<string>((resolve) => (end = resolve));
  const answer = read(cache, scope, query, () => {
    begin();
    return value;
  });
  return {
    begun,
    finish: (given) => {
      end(given);
      return answer;
    },
  };
}

/** A read whose computation reads its data when it is asked to, which is after the read has begun. */
export async function read(
  cache: Cache,
  scope: Scope,
  query: string,
  compute: () => Promise<string>,
): Promise<Asked> {
  const resolution = await cache.queries.resolve(scope, { query }, compute);
  return resolution.source === 'hit'
    ? { value: await resolution.value(), source: 'hit' }
    : { value: resolution.computed, source: resolution.source, fill: resolution.fill };
}

/** Resolves when the cache stores again what it computes: its connection has found who serves now. */
export async function untilStoring(cache: Cache, scope: Scope = ANA): Promise<void> {
  await waitUntil('answers are stored again', async () => {
    const { source, fill } = await ask(cache, scope, 'probe', `probe ${randomUUID()}`);
    return source === 'computed' && fill === 'stored';
  });
}
