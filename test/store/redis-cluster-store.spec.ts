import { scopedStoreConformance } from '../../src/testing.js';
import { startCluster, type RedisCluster } from '../support/redis/index.js';
import { redisUnderTest } from './redis-stores.js';

describe('the Redis store keeps the contract on a cluster of three masters', () => {
  let cluster: RedisCluster;

  beforeAll(async () => {
    cluster = await startCluster({ flavour: 'redis8', masters: 3 });
  }, 60_000);

  afterAll(() => cluster.stop());

  it.each(scopedStoreConformance(() => redisUnderTest({ cluster: cluster.addresses })))(
    '$name',
    ({ run }) => run(),
    30_000,
  );
});
