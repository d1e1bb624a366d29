import { scopedStoreConformance } from '../../src/testing.js';
import { startSentinel, type RedisSentinel } from '../support/redis/index.js';
import { redisUnderTest } from './redis-stores.js';

describe('the Redis store keeps the contract behind a sentinel, waiting for its replica', () => {
  let set: RedisSentinel;

  beforeAll(async () => {
    set = await startSentinel({ flavour: 'redis8' });
  }, 60_000);

  afterAll(() => set.stop());

  it.each(
    scopedStoreConformance(() =>
      redisUnderTest({ sentinels: set.sentinels, name: set.name }, { replicas: 1 }),
    ),
  )('$name', ({ run }) => run(), 60_000);
});
