import type { Clock, Timer } from '../../core/clock.js';
import type { ScopedStore } from '../scoped-store.js';
import type { Breakers } from './breakers.js';
import { invalidateIn, workspaceOf, type InvalidationTarget } from './invalidation-target.js';
import type { PendingInvalidation, PendingInvalidations } from './pending-invalidations.js';

export interface ReplayerParts {
  readonly store: ScopedStore;
  readonly breakers: Breakers;
  readonly pending: PendingInvalidations;
  readonly clock: Clock;
  readonly onApplied: (entry: PendingInvalidation) => void;
  /** The end of a pass, with what it has applied. */
  readonly onPass: (applied: readonly InvalidationTarget[]) => void;
}

/** Sent together: a recovery of thousands must not take seconds, nor a store that just came back be flooded. */
const BATCH = 32;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;

/** Applies pending invalidations to the shards that answer, in the order in which they came. */
export class Replayer {
  private running: Promise<void> | undefined;
  private again = false;
  private pauses = 0;
  private timer: Timer | undefined;
  private stopped = false;

  constructor(private readonly parts: ReplayerParts) {}

  /** Starts a pass; one that is under way is followed by another. Resolves when none is left to make now. */
  run(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.timer?.cancel();
    this.again = true;
    this.running ??= this.passes();
    return this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.running;
  }

  private async passes(): Promise<void> {
    try {
      do {
        this.again = false;
        await this.pass();
      } while (this.wantsAnother());
    } finally {
      // In one step with the last look at `again`: a call that came in between would wait for a pass that never comes.
      this.running = undefined;
    }
    this.scheduleRest();
  }

  private async pass(): Promise<void> {
    const { pending, onPass } = this.parts;
    const entries = pending.list().filter((entry) => this.reachable(entry));
    const applied: InvalidationTarget[] = [];
    for (let start = 0; start < entries.length && !this.stopped; start += BATCH) {
      await Promise.all(
        entries.slice(start, start + BATCH).map(async (entry) => {
          if (await this.apply(entry)) applied.push(entry.target);
        }),
      );
    }
    if (applied.length > 0) this.pauses = 0;
    onPass(applied);
  }

  // Changed while a pass waits, which the compiler cannot know.
  private wantsAnother(): boolean {
    return this.again && !this.stopped;
  }

  private async apply(entry: PendingInvalidation): Promise<boolean> {
    const { store, breakers, pending, onApplied } = this.parts;
    // What is merged in it from here on may have been committed after the command was executed.
    const { target, version } = entry;
    const workspace = workspaceOf(target);
    try {
      const outcome =
        workspace === undefined
          ? await store.clear()
          : await breakers.ofWorkspace(workspace).run(() => invalidateIn(store, target));
      // Executed on too few replicas, or around slots on the move: nobody may be told that it is applied.
      if (!outcome.acknowledged || !pending.applied(entry, version)) return false;
    } catch {
      return false; // it still waits; a shard that failed has opened its circuit, which was told
    }
    if (target.kind === 'workspace') {
      // Physical deletion; nothing depends on it, and whoever made the invalidation has long been answered.
      store.sweep(target.workspace).catch(() => undefined);
    }
    onApplied(entry);
    return true;
  }

  /** What is left on shards that answer is tried again later; a circuit that closes starts a pass anyway. */
  private scheduleRest(): void {
    if (this.stopped || !this.parts.pending.list().some((entry) => this.reachable(entry))) return;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(this.pauses++, 10), LONGEST_PAUSE_MS);
    this.timer = this.parts.clock.setTimer(pause, () => void this.run());
  }

  private reachable({ target }: PendingInvalidation): boolean {
    const workspace = workspaceOf(target);
    const { breakers } = this.parts;
    return workspace === undefined ? !breakers.anyOpen : !breakers.ofWorkspace(workspace).open;
  }
}
