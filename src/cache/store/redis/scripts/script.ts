import { createHash } from 'node:crypto';

/** A Lua script and the SHA-1 under which the server knows it. */
export interface Script {
  readonly name: string;
  readonly source: string;
  readonly sha: string;
}

/**
 * `#!lua` without flags: the server refuses to run it on a replica and, with `min-replicas-to-write`, on a primary
 * that has lost its replicas. Reads go through such scripts too, which fences them for free.
 *
 * `whenFull`: runs although the server is over its `maxmemory` and may evict nothing; for scripts that free memory or
 * make something untrue.
 */
export function script(name: string, body: string, { whenFull = false } = {}): Script {
  const source = `#!lua${whenFull ? ' flags=allow-oom' : ''}\n${body.trim()}\n`;
  return { name, source, sha: createHash('sha1').update(source).digest('hex') };
}

/**
 * The replication history this server writes. Asynchronous replication can lose an acknowledged UNLINK at failover
 * and old entries come back to life; but every promotion and restart has a new master_replid, and entries of another
 * history are dead. `pcall`, because a user without `+info` must not lose the cache over it: then every history
 * looks alike, which is told at the start and in health.
 */
export const REPLICATION = `
local info = redis.pcall('INFO', 'replication')
local replication = type(info) == 'string' and string.match(info, 'master_replid:(%x+)') or 'none'
`;
