import { inTime } from './deadline.js';
import type { RedisConnection } from './redis-connection.js';

/** Longer than an attempt to connect takes, and a second one. */
const WITHIN_MS = 5000;

/**
 * Connects. The promise of ioredis alone does not do: that of a cluster's client never settles when the first node it
 * asks says that the cluster is unwell, or stands still; the client then goes on trying by itself.
 *
 * @throws StoreUnavailableError when that takes too long; whatever the connection failed for.
 */
export async function connected(connection: RedisConnection): Promise<void> {
  const { client } = connection;
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (onReady = resolve));
  client.once('ready', onReady);
  try {
    await inTime({ ...connection, deadlineMs: WITHIN_MS }, Promise.race([ready, client.connect()]));
  } finally {
    client.off('ready', onReady);
  }
}
