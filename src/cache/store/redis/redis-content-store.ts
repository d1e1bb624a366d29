import type { ContentStore } from '../content-store.js';
import type { RedisClient } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';
import { isCluster } from './redis-nodes.js';
import { unavailable } from './script-runner.js';

/** Content-addressed entries on Redis: plain strings, spread over all slots. */
export class RedisContentStore implements ContentStore {
  constructor(
    private readonly client: RedisClient,
    private readonly keys: RedisKeys,
  ) {}

  async getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]> {
    if (keys.length === 0) return [];
    const names = keys.map((key) => this.keys.content(key));
    try {
      // A cluster refuses an MGET over several slots; its single reads go out together, one write a node.
      const values = isCluster(this.client)
        ? await Promise.all(names.map((name) => this.client.getBuffer(name)))
        : await this.client.mgetBuffer(...names);
      return values.map((value) => value ?? undefined);
    } catch (error) {
      throw unavailable('MGET', error);
    }
  }

  async setMany(
    entries: readonly { readonly key: string; readonly bytes: Buffer; readonly ttlMs: number }[],
  ): Promise<void> {
    try {
      await Promise.all(
        entries.map(({ key, bytes, ttlMs }) =>
          this.client.set(this.keys.content(key), bytes, 'PX', Math.max(1, Math.ceil(ttlMs))),
        ),
      );
    } catch (error) {
      throw unavailable('SET', error);
    }
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    try {
      await Promise.all(keys.map((key) => this.client.unlink(this.keys.content(key))));
    } catch (error) {
      throw unavailable('UNLINK', error);
    }
  }
}
