import type { Clock, Timer } from '../../core/clock.js';
import { CacheConfigurationError } from '../../core/errors.js';
import type { InvalidationOutcome, ScopedStore } from '../scoped-store.js';
import { Breakers } from './breakers.js';
import { invalidateIn, workspaceOf, type InvalidationTarget } from './invalidation-target.js';
import type { InvalidationJournal, JournalContext } from './journal/invalidation-journal.js';
import { JournalKeeper } from './journal-keeper.js';
import { PendingInvalidations, type PendingInvalidation } from './pending-invalidations.js';
import { Replayer } from './replayer.js';
import type { KeptIn, ResilienceEvents, ResilienceState } from './resilience-events.js';
import type { ShardBreaker } from './shard-breaker.js';
import type { Shards } from './shards.js';
import { StoreBypassedError } from './store-bypassed.error.js';

export interface OutageGuardParts {
  readonly store: ScopedStore;
  readonly shards: Shards;
  readonly clock: Clock;
  readonly random: () => number;
  readonly events: ResilienceEvents;
  readonly journal: InvalidationJournal | undefined;
  readonly context: JournalContext;
  readonly journalTimeoutMs: number;
}

const REOPEN_MS = 1000;

/**
 * Decides whether the store may be asked, and keeps the invalidations it could not execute.
 *
 * A workspace is read from the store only while its shard's circuit is closed and none of its invalidations waits.
 * The first is for time: an outage costs one request one time-out. The second is for truth: after an invalidation
 * that was not acknowledged, this process serves nothing that may be older, whether the store is away or back; and
 * after a restart likewise, if a journal tells what waited.
 */
export class OutageGuard {
  private readonly pending = new PendingInvalidations();
  private readonly breakers: Breakers;
  private readonly replayer: Replayer;
  private readonly journal: JournalKeeper;
  private journalRead: boolean;
  private told: ResilienceState = 'healthy';
  private retry: Timer | undefined;
  private stopped = false;

  constructor(private readonly parts: OutageGuardParts) {
    const { store, shards, clock, random, events } = parts;
    this.breakers = new Breakers({
      shards,
      clock,
      random,
      onChange: (cause) => {
        this.tell(cause);
        if (cause === undefined) void this.replayer.run();
      },
    });
    this.replayer = new Replayer({
      store,
      breakers: this.breakers,
      pending: this.pending,
      clock,
      onApplied: ({ target, calls }) => events.applied(workspaceOf(target), calls),
      onPass: (applied) => {
        this.tell();
        // One that was applied early in a pass may have come back before its end. Its line is in the journal already,
        // and to strike it out now would be to forget it.
        void this.journal.applied(applied.filter((target) => !this.pending.has(target)));
      },
    });
    this.journal = new JournalKeeper({
      ...parts,
      timeoutMs: parts.journalTimeoutMs,
      onError: (error) => events.journalFailed(error),
    });
    this.journalRead = parts.journal === undefined;
  }

  get state(): ResilienceState {
    if (this.breakers.anyOpen) return 'open';
    return this.pending.size > 0 || !this.journalRead ? 'fenced' : 'healthy';
  }

  /** No shard that is known of answers. */
  get down(): boolean {
    return this.breakers.allOpen;
  }

  /** Targets that wait. */
  get waiting(): number {
    return this.pending.size;
  }

  /** @throws CacheConfigurationError when the journal cannot be used. */
  async start(): Promise<void> {
    await this.readJournal();
    await this.parts.store.start();
    this.breakers.start();
    await this.replayer.run();
    this.tell();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.retry?.cancel();
    this.breakers.stop();
    await this.replayer.stop();
    if (this.pending.size > 0 && this.parts.journal?.append === undefined)
      this.parts.events.abandoned(this.pending.size);
    await this.parts.store.stop();
    await this.journal.close();
  }

  /** The circuit of a workspace that may be read from, or filled in, the store. @throws StoreBypassedError if it may not. */
  readable(workspace: string): ShardBreaker {
    if (!this.journalRead || this.pending.covers(workspace)) {
      throw new StoreBypassedError('Invalidations wait to be applied; nothing is read before.');
    }
    return this.breakers.ofWorkspace(workspace);
  }

  contentCircuit(key: string): ShardBreaker {
    return this.breakers.of(this.parts.shards.ofContent(key));
  }

  /**
   * Applies it, or keeps it until it can be applied. Never rejects for a failing store.
   *
   * While others wait to be replayed, a new one goes straight to the store beside them: removals do not depend on
   * each other's order.
   */
  async invalidate(target: InvalidationTarget): Promise<InvalidationOutcome> {
    const { store } = this.parts;
    let failure: unknown;
    try {
      const workspace = workspaceOf(target);
      if (workspace !== undefined) {
        return await this.breakers.ofWorkspace(workspace).run(() => invalidateIn(store, target));
      }
      if (!this.breakers.anyOpen) return await store.clear();
    } catch (error) {
      failure = error;
    }
    // In one step with noticing the failure: no read of this process comes in between.
    const entry = this.keep(target);
    this.tell(failure);
    // A circuit that closes starts a replay; this one may have closed since the failure, or never have been open.
    if (this.isReachable(target)) void this.replayer.run();
    const durable = await this.journal.inTime(entry.journaled);
    const pending: KeptIn = durable ? 'journal' : 'memory';
    return { acknowledged: false, entries: 0, reason: 'store_unavailable', pending };
  }

  private isReachable(target: InvalidationTarget): boolean {
    const workspace = workspaceOf(target);
    return workspace === undefined ? !this.breakers.anyOpen : !this.breakers.ofWorkspace(workspace).open;
  }

  private keep(target: InvalidationTarget): PendingInvalidation {
    const { entry, replaced } = this.pending.add(target);
    const append = (): Promise<boolean> => this.journal.append(entry.target, replaced);
    // One that waits already is in the journal, unless that failed: then this is the time to try again.
    entry.journaled = entry.version === 0 ? append() : entry.journaled.then((durable) => durable || append());
    return entry;
  }

  private async readJournal(): Promise<void> {
    if (this.journalRead) return;
    try {
      for (const target of await this.journal.open()) {
        const { entry, replaced } = this.pending.add(target);
        const isKept = entry.target === target;
        if (entry.version === 0) {
          // Many that are kept as one wider: the journal must have that before it forgets the others.
          entry.journaled = isKept ? Promise.resolve(true) : this.journal.append(entry.target, replaced);
        }
        if (!isKept)
          void entry.journaled.then((durable) => (durable ? this.journal.applied([target]) : undefined));
      }
      this.journalRead = true;
    } catch (error) {
      if (error instanceof CacheConfigurationError) throw error;
      this.parts.events.journalFailed(error);
      if (this.stopped) return;
      this.retry = this.parts.clock.setTimer(REOPEN_MS, () => void this.readJournalAgain());
    }
    this.tell();
  }

  private async readJournalAgain(): Promise<void> {
    try {
      await this.readJournal();
      await this.replayer.run();
    } catch (error) {
      // It became unusable since the start: everything stays fenced, which the state tells.
      this.parts.events.journalFailed(error);
    }
  }

  private tell(cause?: unknown): void {
    const { state } = this;
    this.parts.events.pending(this.pending.size);
    if (state === this.told) return;
    this.told = state;
    this.parts.events.state(state, cause);
  }
}
