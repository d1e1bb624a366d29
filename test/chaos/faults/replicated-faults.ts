import { setTimeout as delay } from 'node:timers/promises';
import type { RedisServer } from '../../support/redis/index.js';
import { cutReplication } from '../../support/redis/replication-link.js';
import { untilPromoted, type Pair } from '../../support/redis/replication.js';
import type { Fault, FaultContext } from '../world.js';

/** What faults of pairs need from a topology. */
export interface PairedServers {
  pairs(): Promise<Pair[]>;
  /** Asks for a failover in order; resolves when the replica is the primary. */
  failOver(pair: Pair): Promise<void>;
  /** Starts a server that was killed; it becomes a replica of the other. */
  rejoin(server: RedisServer, primary: RedisServer): Promise<void>;
  settled(): Promise<void>;
}

export function replicatedFaults(servers: PairedServers): Fault[] {
  const onPair =
    (act: (pair: Pair, context: FaultContext) => Promise<void>) =>
    async (context: FaultContext): Promise<void> => {
      await act(context.random.pick(await servers.pairs()), context);
    };
  return [
    {
      name: 'primary killed, failover',
      inject: onPair(async ({ primary, replica }) => {
        await primary.kill();
        await untilPromoted(replica);
        await servers.rejoin(primary, replica);
      }),
    },
    { name: 'failover in order', inject: onPair((pair) => servers.failOver(pair)) },
    {
      name: 'A to B to A',
      inject: onPair(async ({ primary, replica }, { random }) => {
        await servers.failOver({ primary, replica });
        await delay(random.below(500));
        await servers.settled();
        await servers.failOver({ primary: replica, replica: primary });
      }),
    },
    {
      // What the primary says is done is not on the replica that takes over.
      name: 'failover to a replica that lags',
      inject: onPair(async ({ primary, replica }, { random }) => {
        await cutReplication(primary);
        await delay(300 + random.below(1200));
        await primary.kill();
        await untilPromoted(replica);
        await servers.rejoin(primary, replica);
      }),
    },
    {
      name: 'primary stands still until it is deposed, and goes on',
      inject: onPair(async ({ primary, replica }, { random }) => {
        await primary.pause();
        try {
          await untilPromoted(replica);
          await delay(random.below(1500));
        } finally {
          await primary.resume();
        }
      }),
    },
    {
      name: 'primary stands still for a moment',
      inject: onPair(async ({ primary }, { random }) => {
        await primary.pause();
        await delay(100 + random.below(1000));
        await primary.resume();
      }),
    },
    {
      name: 'replica stands still',
      inject: onPair(async ({ replica }, { random }) => {
        await replica.pause();
        await delay(300 + random.below(2500));
        await replica.resume();
      }),
    },
  ];
}
