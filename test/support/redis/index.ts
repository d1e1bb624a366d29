export type { RedisFlavour } from './flavour.js';
export { startCluster, type RedisCluster, type StartClusterOptions } from './redis-cluster.js';
export { startSentinel, type RedisSentinel } from './redis-sentinel.js';
export { startRedis, withClient, type RedisServer, type StartRedisOptions } from './redis-server.js';
export { waitUntil } from './wait-until.js';
