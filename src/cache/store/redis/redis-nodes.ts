import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from './redis-connection.js';

/** The primaries: all of a cluster's, or the one server. Duck-typed, because a host may bring its own ioredis. */
export function nodesOf(client: RedisClient): Redis[] {
  return isCluster(client) ? client.nodes('master') : [client];
}

export function isCluster(client: RedisClient): client is Cluster {
  return client instanceof Cluster || ('isCluster' in client && client.isCluster);
}
