// The package has no types of its own. Named here, so that whoever compiles this file alone finds them too.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./cluster-key-slot.d.ts" />
import slotOf from 'cluster-key-slot';
import type { ShardPlace, Shards } from '../resilience/shards.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';
import { isCluster } from './redis-nodes.js';
import { unavailable } from './script-runner.js';

/** The longest that a probe waits, however patient commands are: a server that is back must be noticed. */
const PROBE_TIMEOUT_MS = 1000;

/** The shards of a Redis: the primaries of a cluster, or the one server. */
export class RedisShards implements Shards {
  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: RedisKeys,
    private readonly probeTimeoutMs: number,
  ) {}

  ofWorkspace(workspace: string): ShardPlace {
    return this.place(workspace);
  }

  ofContent(key: string): ShardPlace {
    return this.place(this.keys.content(key));
  }

  connected(): boolean {
    return this.connection.client.status === 'ready';
  }

  /**
   * A write that changes nothing: a replica, a server that loads its data, one that lost its replicas or cannot save
   * refuses it, where a PING would be answered.
   */
  async probe({ tag }: ShardPlace): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    // Real time and not the injected clock: what is waited for is a network.
    const tooLate = new Promise<never>((_, reject) => {
      const limitMs = Math.min(this.probeTimeoutMs, PROBE_TIMEOUT_MS);
      timer = setTimeout(() => reject(new Error('The probe was not answered in time.')), limitMs);
      timer.unref();
    });
    try {
      await Promise.race([this.connection.client.unlink(this.keys.probe(tag)), tooLate]);
    } catch (error) {
      throw unavailable('a probe', error);
    } finally {
      clearTimeout(timer);
    }
  }

  watch({ ready, lost }: { ready: () => void; lost: () => void }): () => void {
    const { client } = this.connection;
    client.on('ready', ready);
    client.on('close', lost);
    return () => {
      client.off('ready', ready);
      client.off('close', lost);
    };
  }

  private place(tag: string): ShardPlace {
    const { client } = this.connection;
    if (!isCluster(client)) return { shard: '', tag };
    // The first of a slot's nodes is its primary, as far as this process has heard.
    return { shard: client.slots[slotOf(tag)]?.[0] ?? '', tag };
  }
}
