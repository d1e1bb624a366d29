import type { ContentStore } from '../content-store.js';
import { inTime } from './deadline.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';
import { isCluster } from './redis-nodes.js';
import { everyPrimary } from './redis-primaries.js';
import { RedisScan } from './redis-scan.js';
import { unavailable } from './script-runner.js';

/** Keys of one read: few enough for the server to answer within a command's time limit. */
const READ_BATCH = 500;

/** Content-addressed entries on Redis: plain strings, spread over all slots. */
export class RedisContentStore implements ContentStore {
  private readonly scan: RedisScan;

  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: RedisKeys,
  ) {
    this.scan = new RedisScan(connection);
  }

  async getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]> {
    const names = keys.map((key) => this.keys.content(key));
    const values: (Buffer | undefined)[] = [];
    for (let start = 0; start < names.length; start += READ_BATCH) {
      const batch = await this.read(names.slice(start, start + READ_BATCH));
      values.push(...batch.map((value) => value ?? undefined));
    }
    return values;
  }

  private async read(names: readonly string[]): Promise<(Buffer | null)[]> {
    const { client } = this.connection;
    try {
      // A cluster refuses an MGET over several slots; its single reads go out together, one write a node.
      return await inTime(
        this.connection,
        isCluster(client)
          ? Promise.all(names.map((name) => client.getBuffer(name)))
          : client.mgetBuffer(...names),
      );
    } catch (error) {
      throw unavailable('MGET', error);
    }
  }

  async setMany(
    entries: readonly { readonly key: string; readonly bytes: Buffer; readonly ttlMs: number }[],
  ): Promise<void> {
    try {
      const writes = entries.map(({ key, bytes, ttlMs }) =>
        this.connection.client.set(this.keys.content(key), bytes, 'PX', Math.max(1, Math.ceil(ttlMs))),
      );
      await inTime(this.connection, Promise.all(writes));
    } catch (error) {
      throw unavailable('SET', error);
    }
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    try {
      const removals = keys.map((key) => this.connection.client.unlink(this.keys.content(key)));
      await inTime(this.connection, Promise.all(removals));
    } catch (error) {
      throw unavailable('UNLINK', error);
    }
  }

  async deleteWorkspace(workspace: string): Promise<number> {
    const deleted = await this.deleteMatching(this.keys.contentOf(workspace));
    // No entries: names of documents, which answers are made untrue by (a lost one is a miss), and vectors, which are
    // here even where the process that erases has no index itself.
    for (const pattern of this.keys.tracesOf(workspace)) await this.deleteMatching(pattern);
    return deleted;
  }

  private async deleteMatching(pattern: string): Promise<number> {
    let deleted = 0;
    try {
      for (const node of (await everyPrimary(this.connection)).nodes) {
        await this.scan.each(node, pattern, async (names) => {
          // Through the client and one by one: the names of a page lie in many slots, some of which may have moved.
          const removals = names.map((name) => this.connection.client.unlink(name));
          const counts = await inTime(this.connection, Promise.all(removals));
          deleted += counts.reduce((sum, count) => sum + count, 0);
        });
      }
    } catch (error) {
      throw unavailable('UNLINK', error);
    }
    return deleted;
  }
}
