import { inTime } from './deadline.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';
import { everyPrimary } from './redis-primaries.js';
import type { RedisScan } from './redis-scan.js';
import { runScript } from './script-runner.js';
import { SWEEP } from './scripts/sweep.lua.js';

/**
 * Deletes dead entries physically, after the invalidation that made them untrue was acknowledged: a SCAN over every
 * primary, in the background. Correctness never waits for it; erasure of patient data and memory do.
 *
 * Sweeps that are asked for while one is under way share the next pass, so that a storm of invalidations costs two
 * passes over the keyspace and not one each.
 */
export class RedisSweeper {
  private current: Promise<void> | undefined;
  private waiting: { readonly counts: Map<string, number>; readonly done: Promise<void> } | undefined;

  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: RedisKeys,
    private readonly scan: RedisScan,
  ) {}

  /** Resolves to how many entries of the workspace were deleted. */
  async sweep(workspace: string): Promise<number> {
    // Only a pass that starts from now on is certain to see what the caller's invalidation killed.
    if (this.waiting === undefined) {
      const counts = new Map<string, number>();
      const previous = this.current ?? Promise.resolve();
      const done = previous
        .catch(() => undefined) // reported to those who waited for it
        .then(() => {
          this.waiting = undefined;
          this.current = this.pass(counts);
          return this.current;
        });
      this.waiting = { counts, done };
    }
    const { counts, done } = this.waiting;
    counts.set(workspace, 0);
    await done;
    return counts.get(workspace) ?? 0;
  }

  /** Ends a pass at its next step. */
  async stop(): Promise<void> {
    this.scan.stop();
    await Promise.allSettled([this.current, this.waiting?.done]);
  }

  private async pass(counts: Map<string, number>): Promise<void> {
    const prefixes = new Map(
      [...counts.keys()].map((workspace) => [this.keys.workspace(workspace), workspace]),
    );
    const only = prefixes.size === 1 ? [...counts.keys()][0] : undefined;
    const pattern = only === undefined ? this.keys.everyScope : this.keys.scopesOf(only);
    for (const node of (await everyPrimary(this.connection)).nodes) {
      await this.scan.each(node, pattern, async (scopeKeys) => {
        await Promise.all(
          scopeKeys.map(async (scopeKey) => {
            const workspaceKey = this.keys.workspaceOfScope(scopeKey);
            const workspace = prefixes.get(workspaceKey);
            if (workspace === undefined) return;
            const swept = runScript(this.connection.client, SWEEP, [workspaceKey, scopeKey], []);
            const deleted = Number(await inTime(this.connection, swept));
            counts.set(workspace, (counts.get(workspace) ?? 0) + deleted);
          }),
        );
      });
    }
  }
}
