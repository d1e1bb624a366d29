import type { RedisServer } from './redis/index.js';

/** Set-up and teardown are loaded as separate modules into one process; the global object is all they share. */
const shared = globalThis as { testRedisServer?: RedisServer };

export function keepServer(server: RedisServer): void {
  shared.testRedisServer = server;
}

export async function stopKeptServer(): Promise<void> {
  await shared.testRedisServer?.stop();
  delete shared.testRedisServer;
}
