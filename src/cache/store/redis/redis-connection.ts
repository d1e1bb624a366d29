import { Cluster, Redis, type ClusterNode, type ClusterOptions, type RedisOptions } from 'ioredis';
import { CacheConfigurationError } from '../../core/errors.js';

export type RedisClient = Redis | Cluster;

/**
 * How to reach Redis or Valkey, 7.0 or later. One of:
 * - `url`: one server, `redis://[user:password@]host[:port][/db]`, `rediss://` for TLS;
 * - `sentinels` and `name`: the primary of that name, as the sentinels know it;
 * - `cluster`: some nodes of a cluster, the rest is discovered;
 * - `client`: a connected ioredis client of the host's; it is used and never closed.
 */
export type RedisConnectionOptions =
  | { readonly url: string; readonly options?: ExtraRedisOptions }
  | { readonly sentinels: readonly HostPort[]; readonly name: string; readonly options?: ExtraRedisOptions }
  | { readonly cluster: readonly HostPort[]; readonly options?: ExtraClusterOptions }
  | { readonly client: RedisClient };

/** Anything else ioredis knows (TLS, password, db, retry strategy ...); replies keep their default mapping. */
export type ExtraRedisOptions = Omit<RedisOptions, 'replyMapping' | 'keyPrefix'>;
export type ExtraClusterOptions = Omit<ClusterOptions, 'redisOptions' | 'keyPrefix'> & {
  readonly redisOptions?: ExtraRedisOptions;
};

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

export interface RedisConnection {
  readonly client: RedisClient;
  /** Whether the connection is ours to open and to close. */
  readonly owned: boolean;
  /** The longest to wait for an answer, in milliseconds; absent where the client itself sees to it. */
  readonly deadlineMs?: number | undefined;
}

/**
 * What a cache needs and ioredis does not default to: an answer or an error within a bound. With its own defaults
 * commands wait in the offline queue for a server that is down (a GET was seen to hang for 72.9 s), and are sent
 * again after a reconnect, when their caller is long gone.
 */
const BOUNDED = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2000,
  // How long a process that stops is kept alive for a socket that was closed already (ioredis' default: 2 s).
  disconnectTimeout: 200,
  // A server that loads its data tells how long it believes to need; it may well be ready before (default: 10 s).
  maxLoadingRetryTime: 500,
  lazyConnect: true,
} as const satisfies RedisOptions;

const MIN_SOCKET_TIMEOUT_MS = 1000;

const retryStrategy = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 6), 1000);

/** Makes a client, not yet connected. */
export function openConnection(options: RedisConnectionOptions, commandTimeoutMs: number): RedisConnection {
  if ('client' in options) {
    assertUsable(options.client);
    return { client: options.client, owned: false, deadlineMs: commandTimeoutMs };
  }
  const redisOptions: ExtraRedisOptions = {
    ...BOUNDED,
    commandTimeout: commandTimeoutMs,
    // A wire that swallows everything breaks no connection, and when it is whole again the kernel may wait for minutes
    // before it sends anew. A connection on which nothing comes back is given up.
    socketTimeout: Math.max(MIN_SOCKET_TIMEOUT_MS, 2 * commandTimeoutMs),
    retryStrategy,
  };
  if ('cluster' in options) {
    const nodes: ClusterNode[] = options.cluster.map(({ host, port }) => ({ host, port }));
    const client = new Cluster(nodes, {
      lazyConnect: true,
      enableOfflineQueue: false,
      clusterRetryStrategy: retryStrategy,
      scaleReads: 'master',
      ...options.options,
      redisOptions: { ...redisOptions, ...options.options?.redisOptions },
    });
    client.on('+node', minded);
    return { owned: true, deadlineMs: commandTimeoutMs, client };
  }
  if ('sentinels' in options) {
    return {
      owned: true,
      client: new Redis({
        ...redisOptions,
        ...options.options,
        sentinels: options.sentinels.map(({ host, port }) => ({ host, port })),
        name: options.name,
        role: 'master',
        sentinelRetryStrategy: retryStrategy,
        // A sentinel that stands still must not keep us from asking the next one (default: for ever).
        sentinelCommandTimeout: Math.max(MIN_SOCKET_TIMEOUT_MS / 2, commandTimeoutMs),
      }),
    };
  }
  return { owned: true, client: new Redis(options.url, { ...redisOptions, ...options.options }) };
}

/**
 * ioredis sends ASKING ahead of a redirected command and leaves its promise alone: lost with its connection, that
 * rejection would be nobody's, and end the host's process. The command that follows reports the failure.
 */
function minded(node: Redis): void {
  const asking = (): Promise<'OK'> => Redis.prototype.asking.call(node);
  node.asking = (): Promise<'OK'> => {
    const sent = asking();
    sent.catch(() => undefined);
    return sent;
  };
}

function assertUsable(client: RedisClient): void {
  const { keyPrefix } = client.options;
  if (keyPrefix !== undefined && keyPrefix !== '') {
    throw new CacheConfigurationError(
      'Option "redis.client" has a keyPrefix; scans and scripts would not see it. Give a client without one and set "namespace".',
    );
  }
}
