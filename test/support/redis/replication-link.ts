import { withClient, type RedisServer } from './redis-server.js';

/**
 * Takes the replicas of a primary off its stream, and keeps them off: what it executes from now on is on no replica.
 * Its clients notice nothing. Stopping the replica's process would not do: the kernel goes on receiving for it.
 */
export async function cutReplication(primary: RedisServer): Promise<void> {
  await withClient(primary, async (client) => {
    await client.call('ACL', 'SETUSER', 'default', '-psync', '-sync');
    await client.call('CLIENT', 'KILL', 'TYPE', 'replica');
  });
}

export async function mendReplication(server: RedisServer): Promise<void> {
  await withClient(server, (client) => client.call('ACL', 'SETUSER', 'default', '+psync', '+sync'));
}
