import type { RedisConnectionOptions } from '../../src/cache/store/redis/redis-connection.js';
import type { Random } from '../../src/cache/testing/conformance/seeded-random.js';
import type { RedisServer } from '../support/redis/index.js';
import type { TcpProxy } from '../support/tcp-proxy.js';
import type { Worker } from '../support/worker/worker.js';

export type Topology = 'standalone' | 'sentinel' | 'cluster';

/** What a fault may do something to. */
export interface FaultContext {
  readonly random: Random;
  /** The client processes. */
  readonly clients: readonly Worker[];
  /** The wires of the first client, one to each server. */
  readonly wires: readonly TcpProxy[];
}

export interface Fault {
  readonly name: string;
  /** Does it, and undoes what has to be undone. Rejects when it could not be done. */
  inject(context: FaultContext): Promise<void>;
}

/** The servers under test. */
export interface World {
  readonly replicas: number;
  /** For a client of the cache; through wires that can be cut, if there are some. */
  connection(wires?: ReadonlyMap<number, TcpProxy>): RedisConnectionOptions;
  /** Every data server. */
  readonly servers: readonly RedisServer[];
  /** Those that serve at this moment. */
  primaries(): Promise<RedisServer[]>;
  /** Faults of whole servers: one at a time, each from a settled world. */
  readonly heavy: readonly Fault[];
  /** Resolves when every server runs, is reached, and every primary has its replica. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}
