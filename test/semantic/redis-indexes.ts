import { systemClock, type Clock } from '../../src/cache/core/clock.js';
import { RedisVectorIndex } from '../../src/cache/semantic/index/redis/redis-vector-index.js';
import {
  openConnection,
  type RedisClient,
  type RedisConnectionOptions,
} from '../../src/cache/store/redis/redis-connection.js';
import { RedisKeys } from '../../src/cache/store/redis/redis-keys.js';
import { ManualClock, type IndexUnderTest } from '../../src/testing.js';
import { uniqueNamespace } from '../store/redis-stores.js';

export interface TestRedisIndex {
  readonly index: RedisVectorIndex;
  readonly client: RedisClient;
  readonly keys: RedisKeys;
  close(): Promise<void>;
}

export interface TestRedisIndexSettings {
  readonly namespace?: string;
  readonly clock?: Clock;
  readonly commandTimeoutMs?: number;
  readonly maxVectorsPerSpace?: number;
}

/** An index over a connection of its own, opened and closed as a store does it. */
export async function redisIndex(
  options: RedisConnectionOptions,
  {
    namespace = uniqueNamespace(),
    clock = systemClock,
    commandTimeoutMs = 5000,
    maxVectorsPerSpace,
  }: TestRedisIndexSettings = {},
): Promise<TestRedisIndex> {
  const connection = openConnection(options, commandTimeoutMs);
  const { client, owned } = connection;
  client.on('error', () => undefined);
  const keys = new RedisKeys(namespace);
  const index = new RedisVectorIndex({ connection, keys, clock, maxVectorsPerSpace });
  if (owned) await client.connect();
  await index.start();
  return {
    index,
    client,
    keys,
    close: async () => {
      await index.stop();
      if (owned && client.status !== 'end' && client.status !== 'close') client.disconnect();
    },
  };
}

/** What the conformance suite asks for: two clients of one namespace, and one of another. */
export async function redisIndexUnderTest(options: RedisConnectionOptions): Promise<IndexUnderTest> {
  const clock = new ManualClock();
  const namespace = uniqueNamespace();
  const ours = await redisIndex(options, { namespace, clock });
  const peer = await redisIndex(options, { namespace, clock });
  const neighbour = await redisIndex(options, { clock });
  return {
    index: ours.index,
    peer: peer.index,
    neighbour: neighbour.index,
    elapse: async (ms) => {
      await clock.advance(ms);
    },
    close: async () => {
      await ours.index.clear();
      await Promise.all([ours, peer, neighbour].map((each) => each.close()));
    },
  };
}
