import type { ChainableCommander } from 'ioredis';
import { WORKSPACE_WIDE, type ScopeAddress } from '../../core/address.js';
import type { InvalidationOutcome } from '../scoped-store.js';
import type { RedisStoreOptions } from './redis-store.options.js';
import type { RedisScan } from './redis-scan.js';
import { everyPrimary, type Primaries } from './redis-primaries.js';
import { inTime } from './deadline.js';
import { isNoScript, unavailable } from './script-runner.js';
import { INVALIDATE_TAG } from './scripts/invalidate-tag.lua.js';
import { MARK } from './scripts/mark.lua.js';

/** Incarnations that a scope's hash keeps for single queries before it is dropped as a whole. */
const MAX_TAGS = 256;
const MARK_TTL_MS = 1000;
/** `#g`, `#w` and `#r`. */
const OWN_FIELDS = 3;
/** How many incarnations of tags and names of notes a hash holds: neither is an entry. */
const COUNTERS = ['#q', '#n'] as const;

/**
 * INVALIDATE: plain UNLINK of the keys that hold incarnations, in O(1). A missing incarnation makes every entry
 * under it untrue and refuses every fill that began under it. There is no script to be lost, and nothing that a
 * second execution could bring back: a command that is resent removes again, at worst something newer.
 */
export class RedisInvalidation {
  constructor(
    private readonly options: RedisStoreOptions,
    private readonly scan: RedisScan,
  ) {}

  async client(scope: ScopeAddress): Promise<InvalidationOutcome> {
    const { keys } = this.options;
    const wide = keys.workspaceWide(scope.workspace);
    const scopes = scope.client === WORKSPACE_WIDE ? [wide] : [keys.scope(scope), wide];
    return this.unlink(scope.workspace, scopes, scopes);
  }

  async workspace(workspace: string): Promise<InvalidationOutcome> {
    const wide = this.options.keys.workspaceWide(workspace);
    return this.unlink(workspace, [this.options.keys.workspace(workspace), wide], [wide]);
  }

  async document(workspace: string, document: string): Promise<InvalidationOutcome> {
    const { keys } = this.options;
    return this.unlink(workspace, [keys.document(workspace, document), keys.anyDocument(workspace)], []);
  }

  async tag(scope: ScopeAddress, tag: string, nonce: string): Promise<InvalidationOutcome> {
    const { keys } = this.options;
    const args = [keys.scope(scope), tag, nonce, MAX_TAGS] as const;
    const { sha, source } = INVALIDATE_TAG;
    const replies = await this.exec(scope.workspace, INVALIDATE_TAG.name, (pipeline) =>
      pipeline.evalsha(sha, 1, ...args),
    ).catch((error: unknown) => {
      // Nothing was executed that counts: at most the mark.
      if (!isNoScript((error as Error).cause)) throw error;
      return this.exec(scope.workspace, INVALIDATE_TAG.name, (pipeline) => pipeline.eval(source, 1, ...args));
    });
    return this.outcome(Number(replies[0]), replies);
  }

  /**
   * Deletes every key of the namespace on every primary. An entry that is there from the beginning of a scan to its
   * end is found by it; one that is opened meanwhile belongs to a computation that began after the call. Only a slot
   * on its way from a node that was not scanned yet to one that was escapes, hence the look for migrations.
   */
  async everything(): Promise<InvalidationOutcome> {
    const { connection } = this.options;
    let entries = 0;
    try {
      const before = await everyPrimary(connection);
      for (const node of before.nodes) {
        await this.scan.each(node, this.options.keys.everything, async (keys) => {
          // One by one: the keys of a batch are of many slots.
          const counts = await Promise.all(keys.map((key) => this.remove(key)));
          entries += counts.reduce((sum, count) => sum + count, 0);
        });
      }
      const after = await everyPrimary(connection);
      if (before.moving || after.moving || before.slots !== after.slots) {
        return { acknowledged: false, entries, reason: 'resharding' };
      }
      if ((await this.leastReplicas(after.nodes)) < this.options.replicas) {
        return { acknowledged: false, entries, reason: 'replicas' };
      }
    } catch (error) {
      throw unavailable('clear', error);
    }
    return { acknowledged: true, entries };
  }

  /** How many replicas of each primary have what was written over our connection to it; of all, the least. */
  private async leastReplicas(nodes: Primaries['nodes']): Promise<number> {
    const { replicas, replicaTimeoutMs } = this.options;
    if (replicas === 0) return 0;
    const counts = nodes.map((node) => node.wait(replicas, replicaTimeoutMs));
    return Math.min(...(await Promise.all(counts)));
  }

  /** Deletes one key of any kind; resolves to how many entries were in it. */
  private async remove(key: string): Promise<number> {
    const { connection, keys } = this.options;
    const { client } = connection;
    const counts = keys.isScope(key)
      ? await Promise.all([client.hlen(key), client.hmget(key, ...COUNTERS)])
      : undefined;
    const removed = await client.unlink(key);
    if (counts !== undefined) return entriesOf(...counts);
    return keys.isIncarnation(key) || keys.isVectorSet(key) ? 0 : removed;
  }

  private async unlink(
    workspace: string,
    remove: readonly string[],
    count: readonly string[],
  ): Promise<InvalidationOutcome> {
    const replies = await this.exec(workspace, 'UNLINK', (pipeline) => {
      for (const key of count) pipeline.hlen(key).hmget(key, ...COUNTERS);
      return pipeline.unlink(...remove);
    });
    const entries = count.reduce(
      (sum, _, index) => sum + entriesOf(replies[2 * index], replies[2 * index + 1]),
      0,
    );
    return this.outcome(entries, replies);
  }

  private outcome(entries: number, replies: readonly unknown[]): InvalidationOutcome {
    const { replicas } = this.options;
    if (replicas > 0 && Number(replies.at(-1)) < replicas)
      return { acknowledged: false, entries, reason: 'replicas' };
    return { acknowledged: true, entries };
  }

  /**
   * Everything of one invalidation goes to one server in one pipeline, WAIT included: sent alone, it would go to any
   * node of a cluster, or to the primary of after a failover, and speak of nothing. For the same reason ioredis does
   * not repeat the pipeline elsewhere when the slot has moved (WAIT succeeds everywhere), nor does it look where to.
   * A read of the workspace follows the redirection and corrects the client's map; then all of it is sent again.
   */
  private async exec(
    workspace: string,
    what: string,
    fill: (pipeline: ChainableCommander) => ChainableCommander,
  ): Promise<unknown[]> {
    const { connection, keys } = this.options;
    const results = await this.send(workspace, what, fill);
    if (!results.some(([error]) => isMoved(error))) return repliesOf(results, what);
    try {
      await inTime(connection, connection.client.exists(keys.workspace(workspace)));
    } catch (error) {
      throw unavailable(what, error);
    }
    return repliesOf(await this.send(workspace, what, fill), what);
  }

  private async send(
    workspace: string,
    what: string,
    fill: (pipeline: ChainableCommander) => ChainableCommander,
  ): Promise<Results> {
    const { connection, keys, replicas, replicaTimeoutMs } = this.options;
    const pipeline = fill(connection.client.pipeline());
    if (replicas > 0) {
      pipeline.eval(MARK.source, 1, keys.mark(workspace), MARK_TTL_MS).wait(replicas, replicaTimeoutMs);
    }
    let results: Results | null;
    try {
      results = await inTime(connection, pipeline.exec());
    } catch (error) {
      throw unavailable(what, error);
    }
    if (results === null) throw unavailable(what, undefined);
    return results;
  }
}

/** The entries, and the leases of running computations, among a hash's fields. */
function entriesOf(fields: unknown, counters: unknown): number {
  const own = (counters as (string | null)[]).reduce(
    (sum, counter) => sum + (counter === null ? 0 : 1 + Number(counter)),
    OWN_FIELDS,
  );
  return Math.max(0, Number(fields) - own);
}

type Results = [Error | null, unknown][];

function repliesOf(results: Results, what: string): unknown[] {
  return results.map(([error, reply]) => {
    if (error !== null) throw unavailable(what, error);
    return reply;
  });
}

function isMoved(error: Error | null): boolean {
  return error?.message.startsWith('MOVED ') === true;
}
