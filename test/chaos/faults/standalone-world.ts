import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeTempDir, removeTempDir } from '../../support/process/temp-dir.js';
import { startRedis, waitUntil, withClient, type RedisServer } from '../../support/redis/index.js';
import type { Fault, World } from '../world.js';

/** One server with an append-only file, so that what it held comes back after a crash. */
export async function standaloneWorld(): Promise<World> {
  const server = await startRedis({ appendonly: true });
  return {
    replicas: 0,
    servers: [server],
    connection: (wires) => ({ url: wires?.get(server.port)?.url ?? server.url }),
    primaries: () => Promise.resolve([server]),
    heavy: heavyFaults(server),
    settled: () =>
      waitUntil('the server answers', () => withClient(server, (client) => client.ping().then(() => true))),
    stop: () => server.stop(),
  };
}

function heavyFaults(server: RedisServer): Fault[] {
  return [
    {
      name: 'kill and restart',
      inject: async ({ random }) => {
        await server.kill();
        await delay(random.below(800));
        await server.restart();
      },
    },
    { name: 'restart in order', inject: () => server.restart() },
    {
      name: 'server stands still',
      inject: async ({ random }) => {
        await server.pause();
        await delay(100 + random.below(2000));
        await server.resume();
      },
    },
    {
      name: 'crash that loses the last second',
      inject: ({ random }) => loseTheEnd(server, random.below(1000)),
    },
  ];
}

/** The file that the server starts from after the crash ends a while before it: acknowledged removals are undone. */
async function loseTheEnd(server: RedisServer, lostMs: number): Promise<void> {
  const backup = makeTempDir('aof');
  const folder = join(server.dir, 'appendonlydir');
  try {
    // No rewrite is under way on so small a file, so it only grows while it is copied.
    cpSync(folder, backup, { recursive: true });
    await delay(200 + lostMs);
    await server.kill();
    rmSync(folder, { recursive: true });
    cpSync(backup, folder, { recursive: true });
    await server.restart();
  } finally {
    removeTempDir(backup);
  }
}
