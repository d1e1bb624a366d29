import { scopedStoreConformance } from '../../src/testing.js';
import { startRedis, type RedisServer } from '../support/redis/index.js';
import { redisUnderTest } from './redis-stores.js';

describe.each(['redis7', 'redis8', 'valkey'] as const)(
  'the Redis store keeps the contract on %s',
  (flavour) => {
    let server: RedisServer;

    beforeAll(async () => {
      server = await startRedis({ flavour });
    }, 60_000);

    afterAll(() => server.stop());

    it.each(scopedStoreConformance(() => redisUnderTest({ url: server.url })))(
      '$name',
      ({ run }) => run(),
      30_000,
    );
  },
);
