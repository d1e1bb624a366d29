import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './find-program.js';
import type { RedisFlavour } from './flavour.js';
import { HOST, startRedis, startServer, withClient, type RedisServer } from './redis-server.js';
import { waitUntil } from './wait-until.js';

export interface RedisSentinel {
  /** The name under which the sentinel knows the primary. */
  readonly name: string;
  /** For a client. */
  readonly sentinels: readonly { host: string; port: number }[];
  /** As started: after a failover they have changed roles. */
  readonly primary: RedisServer;
  readonly replica: RedisServer;
  readonly sentinel: RedisServer;
  /** Which of the two the sentinel names as the primary now. */
  currentPrimary(): Promise<RedisServer>;
  stop(): Promise<void>;
}

const NAME = 'primary';

/** One primary, one replica and one sentinel whose single vote is enough for a failover, about 2 s after the primary is gone. */
export async function startSentinel(
  options: { flavour?: RedisFlavour; args?: readonly string[] } = {},
): Promise<RedisSentinel> {
  const program = await findProgram(options.flavour ?? 'default');
  const flavour = options.flavour ?? 'default';
  const started: RedisServer[] = [];
  const keep = (server: RedisServer): RedisServer => (started.push(server), server);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const args = ['--repl-diskless-sync-delay', '0', ...(options.args ?? [])];
    const primary = keep(await startRedis({ flavour, args }));
    const replica = keep(
      await startRedis({ flavour, args: [...args, '--replicaof', primary.host, String(primary.port)] }),
    );
    const sentinel = keep(
      await startServer(program, {
        args: (port, dir) => {
          // A sentinel takes what it watches from a file only, and rewrites that file as it learns.
          writeFileSync(join(dir, 'sentinel.conf'), sentinelConfiguration(port, dir, primary));
          return [join(dir, 'sentinel.conf'), '--sentinel'];
        },
      }),
    );
    await waitUntil('the sentinel sees the replica in step', () =>
      withClient(sentinel, async (client) => {
        const [known] = (await client.call('SENTINEL', 'REPLICAS', NAME)) as string[][];
        return known?.[known.indexOf('master-link-status') + 1] === 'ok';
      }),
    );
    return {
      name: NAME,
      sentinels: [{ host: sentinel.host, port: sentinel.port }],
      primary,
      replica,
      sentinel,
      currentPrimary: async () => {
        const [, port] = (await withClient(sentinel, (client) =>
          client.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME),
        )) as [string, string];
        return Number(port) === replica.port ? replica : primary;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function sentinelConfiguration(port: number, dir: string, primary: RedisServer): string {
  return [
    `port ${String(port)}`,
    `bind ${HOST}`,
    `dir ${dir}`,
    `sentinel monitor ${NAME} ${primary.host} ${String(primary.port)} 1`,
    `sentinel down-after-milliseconds ${NAME} 1500`,
    `sentinel failover-timeout ${NAME} 5000`,
    '',
  ].join('\n');
}
