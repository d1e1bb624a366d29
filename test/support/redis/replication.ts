import { withClient, type RedisServer } from './redis-server.js';

export interface ReplicationRole {
  readonly role: 'master' | 'slave';
  /** Of a replica: the port of its primary, and whether it is in step with it. */
  readonly primaryPort?: number;
  readonly linked: boolean;
  /** Of a primary: the ports of the replicas that are connected to it and in step. */
  readonly replicaPorts: readonly number[];
}

/** What a server says of itself. */
export async function replicationRole(server: Pick<RedisServer, 'url'>): Promise<ReplicationRole> {
  const info = await withClient(server, (client) => client.info('replication'));
  const field = (name: string): string | undefined => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  const port = field('master_port');
  return {
    role: field('role') === 'master' ? 'master' : 'slave',
    ...(port === undefined ? {} : { primaryPort: Number(port) }),
    linked: field('master_link_status') === 'up',
    replicaPorts: [...info.matchAll(/^slave\d+:.*port=(\d+),state=online/gm)].map((match) =>
      Number(match[1]),
    ),
  };
}
