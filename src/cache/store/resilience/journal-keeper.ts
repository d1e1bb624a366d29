import type { Clock } from '../../core/clock.js';
import type { InvalidationJournal, JournalContext } from './journal/invalidation-journal.js';
import type { InvalidationTarget } from './invalidation-target.js';

export interface JournalKeeperParts {
  /** Absent: what waits is in memory only. */
  readonly journal: InvalidationJournal | undefined;
  readonly context: JournalContext;
  readonly clock: Clock;
  /** The longest an invalidation waits for the journal before it says that it is kept in memory. */
  readonly timeoutMs: number;
  readonly onError: (error: unknown) => void;
}

/** Calls a journal one call at a time, so that an "applied" never overtakes a later "append" of the same target. */
export class JournalKeeper {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: JournalKeeperParts) {}

  open(): Promise<readonly InvalidationTarget[]> {
    const { journal, context } = this.parts;
    return this.next(() => journal?.open(context) ?? Promise.resolve([]));
  }

  /**
   * Resolves to whether the target is in the journal; what it contains is then struck out, in the same turn and not
   * before. Never rejects.
   */
  async append(target: InvalidationTarget, replaced: readonly InvalidationTarget[] = []): Promise<boolean> {
    const { journal, onError } = this.parts;
    if (journal?.append === undefined) return false;
    try {
      await this.next(async () => {
        await journal.append?.([target]);
        if (replaced.length > 0) await journal.applied?.(replaced);
      });
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  }

  /** Never rejects: what cannot be struck out is applied once more at the next start. */
  async applied(targets: readonly InvalidationTarget[]): Promise<void> {
    const { journal, onError } = this.parts;
    if (journal?.applied === undefined || targets.length === 0) return;
    await this.next(async () => journal.applied?.(targets)).catch(onError);
  }

  /** What `journaled` comes to, or false when that takes longer than a caller should wait. */
  async inTime(journaled: Promise<boolean>): Promise<boolean> {
    if (this.parts.journal?.append === undefined) return false;
    return await new Promise((resolve) => {
      const timer = this.parts.clock.setTimer(this.parts.timeoutMs, () => resolve(false), true);
      void journaled.then((durable) => {
        timer.cancel();
        resolve(durable);
      });
    });
  }

  async close(): Promise<void> {
    const { journal, onError } = this.parts;
    if (journal !== undefined) await this.next(() => journal.close()).catch(onError);
  }

  private next<T>(call: () => Promise<T>): Promise<T> {
    const result = this.last.then(call);
    this.last = result.catch(() => undefined); // told to whoever called
    return result;
  }
}
