import { StoreUnavailableError } from '../../src/cache/core/errors.js';
import type { ScopedStore } from '../../src/cache/store/scoped-store.js';
import type { ShardPlace, Shards } from '../../src/cache/store/resilience/shards.js';

/**
 * - `up`: commands are executed and answered.
 * - `down`: not executed, not answered.
 * - `deaf`: executed, the answer is lost.
 * - `late`: executed when the test says so, the answer is lost.
 */
export type LinkState = 'up' | 'down' | 'deaf' | 'late';

/** One process's way to a store that all share: the store and its shards as that process sees them. */
export class FaultyLink implements Shards {
  state: LinkState = 'up';
  private readonly late: (() => Promise<unknown>)[] = [];
  private listener: { ready: () => void; lost: () => void } | undefined;

  constructor(private readonly store: ScopedStore) {}

  /** The store over this link. */
  get scoped(): ScopedStore {
    const pass =
      <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> =>
        this.send(() => call(...args));
    const { store } = this;
    return {
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      health: () => store.health(),
      begin: pass((request) => store.begin(request)),
      fill: pass((request) => store.fill(request)),
      renewLease: pass((lease, ttlMs) => store.renewLease(lease, ttlMs)),
      releaseLease: pass((lease) => store.releaseLease(lease)),
      note: pass((request) => store.note(request)),
      notes: pass((scope, names) => store.notes(scope, names)),
      invalidateClient: pass((scope) => store.invalidateClient(scope)),
      invalidateWorkspace: pass((workspace) => store.invalidateWorkspace(workspace)),
      invalidateTag: pass((scope, tag) => store.invalidateTag(scope, tag)),
      invalidateDocument: pass((workspace, document) => store.invalidateDocument(workspace, document)),
      clear: pass(() => store.clear()),
      sweep: pass((workspace) => store.sweep(workspace)),
    };
  }

  set(state: LinkState): void {
    this.state = state;
    if (state === 'up') this.listener?.ready();
  }

  /** The connection breaks, and is noticed. */
  cut(): void {
    this.state = 'down';
    this.listener?.lost();
  }

  /** What was sent late is executed now. */
  async deliver(): Promise<void> {
    for (const call of this.late.splice(0)) await call();
  }

  ofWorkspace = (workspace: string): ShardPlace => ({ shard: 'one', tag: workspace });
  ofContent = (key: string): ShardPlace => ({ shard: 'one', tag: key });
  connected = (): boolean => this.state === 'up';
  probe = (): Promise<void> => this.send(() => Promise.resolve());
  watch(listener: { ready: () => void; lost: () => void }): () => void {
    this.listener = listener;
    return () => (this.listener = undefined);
  }

  private async send<R>(call: () => Promise<R>): Promise<R> {
    if (this.state === 'up') return await call();
    if (this.state === 'deaf') await call();
    if (this.state === 'late') this.late.push(call);
    throw new StoreUnavailableError('No answer.');
  }
}
