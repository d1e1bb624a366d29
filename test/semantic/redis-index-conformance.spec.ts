import { vectorIndexConformance } from '../../src/testing.js';
import { startCluster, startRedis, type RedisCluster, type RedisServer } from '../support/redis/index.js';
import { redisIndexUnderTest } from './redis-indexes.js';

describe('vector sets of Redis 8 keep the contract', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ flavour: 'redis8' });
  }, 60_000);
  afterAll(() => server.stop());

  // Kept as float32: what is lost is rounding.
  const options = { tolerance: 1e-6 };
  it.each(vectorIndexConformance(() => redisIndexUnderTest({ url: server.url }), options))(
    '$name',
    ({ run }) => run(),
    30_000,
  );
});

describe('vector sets on a cluster of three primaries keep the contract', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startCluster({ flavour: 'redis8', masters: 3 });
  }, 60_000);
  afterAll(() => cluster.stop());

  it.each(vectorIndexConformance(() => redisIndexUnderTest({ cluster: cluster.addresses })))(
    '$name',
    ({ run }) => run(),
    30_000,
  );
});
