import { StoreUnavailableError } from '../../core/errors.js';
import type { RedisConnection } from './redis-connection.js';

/**
 * The answer, or a rejection when the connection's deadline has passed. A client that the host supplies may queue
 * commands for as long as its server is away, and a cluster's retries follow redirections one after another: the
 * request that asked must not wait for that. The command itself is not taken back; the protocol allows for its late
 * execution.
 *
 * Real time and not the injected clock: what is waited for is a network.
 */
export async function inTime<T>({ deadlineMs }: RedisConnection, answer: Promise<T>): Promise<T> {
  if (deadlineMs === undefined) return await answer;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailableError('Redis did not answer in time.')), deadlineMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
