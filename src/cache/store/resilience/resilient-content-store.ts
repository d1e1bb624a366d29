import type { ContentStore } from '../content-store.js';
import type { OutageGuard } from './outage-guard.js';
import type { ShardBreaker } from './shard-breaker.js';

type Write = Parameters<ContentStore['setMany']>[0][number];

/**
 * Content-addressed entries of a store that may be away. They are never untrue, so no fence holds them up, only the
 * circuits of their shards: of a bulk read what lies on a dead shard is missing and the rest is served. The copies
 * that each process keeps in front of the store are what is served meanwhile.
 */
export class ResilientContentStore implements ContentStore {
  constructor(
    private readonly store: ContentStore,
    private readonly guard: OutageGuard,
  ) {}

  /** Rejects when no shard that was asked has answered. */
  async getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]> {
    const found: (Buffer | undefined)[] = keys.map(() => undefined);
    const indexed = keys.map((key, index) => ({ key, index }));
    const outcomes = await this.byCircuit(indexed, async (part) => {
      const values = await this.store.getMany(part.map(({ key }) => key));
      part.forEach(({ index }, position) => (found[index] = values[position]));
    });
    if (outcomes.length > 0 && outcomes.every(({ status }) => status === 'rejected')) throwFirst(outcomes);
    return found;
  }

  async setMany(entries: readonly Write[]): Promise<void> {
    throwFirst(await this.byCircuit(entries, (part) => this.store.setMany(part)));
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    const named = keys.map((key) => ({ key }));
    throwFirst(await this.byCircuit(named, (part) => this.store.deleteMany(part.map(({ key }) => key))));
  }

  /** Over all shards: not done unless all of them answer. */
  deleteWorkspace(workspace: string): Promise<number> {
    return this.store.deleteWorkspace(workspace);
  }

  private async byCircuit<I extends { readonly key: string }>(
    items: readonly I[],
    work: (part: readonly I[]) => Promise<void>,
  ): Promise<PromiseSettledResult<void>[]> {
    const parts = new Map<ShardBreaker, I[]>();
    for (const item of items) {
      const circuit = this.guard.contentCircuit(item.key);
      const part = parts.get(circuit);
      if (part === undefined) parts.set(circuit, [item]);
      else part.push(item);
    }
    return await Promise.allSettled([...parts].map(([circuit, part]) => circuit.run(() => work(part))));
  }
}

function throwFirst(outcomes: readonly PromiseSettledResult<void>[]): void {
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
