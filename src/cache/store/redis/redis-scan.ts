import type { Redis } from 'ioredis';
import { StoreUnavailableError } from '../../core/errors.js';
import { inTime } from './deadline.js';
import type { RedisConnection } from './redis-connection.js';

const SCAN_COUNT = 500;

/** Visits keys by SCAN, until it is stopped. */
export class RedisScan {
  private stopped = false;

  constructor(private readonly connection: RedisConnection) {}

  /** Visits every key of a node that matches, in batches. A key may be visited twice. */
  async each(node: Redis, pattern: string, visit: (keys: string[]) => Promise<void>): Promise<void> {
    let cursor = '0';
    do {
      const page = node.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT);
      const [next, keys] = await inTime(this.connection, page);
      cursor = next;
      if (keys.length > 0) await visit(keys);
      // An unfinished scan must not look like a finished one.
      if (this.stopped) throw new StoreUnavailableError('The cache is stopping; the scan was given up.');
    } while (cursor !== '0');
  }

  /** Ends scans at their next step. */
  stop(): void {
    this.stopped = true;
  }
}
