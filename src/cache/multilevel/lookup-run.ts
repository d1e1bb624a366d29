import type { CacheObserver } from '../core/observer.js';
import { noStore, runComputation, type Computation } from '../engine/computation.js';
import type { PendingFill } from '../engine/pending-fill.js';
import { firstDefined } from './first-answer.js';
import type { AnswerLevel, FoundPart, Lookup, PartLevel } from './level.js';
import type { StoreOutcome } from './lookup.types.js';
import type { ExactAnswerLevel } from './levels/exact-answer.level.js';
import type { OpenedValue } from './levels/open-value.js';

export interface LookupParticipants {
  readonly exact: ExactAnswerLevel;
  /** Further levels that can have the whole answer. */
  readonly answerLevels: readonly AnswerLevel[];
  readonly partLevels: readonly PartLevel[];
  readonly observer: CacheObserver;
  readonly computation: (signal: AbortSignal) => Computation;
  readonly onLevelError: (level: string, error: unknown) => void;
}

/** What one level gave, and what asking it has noted: documents, USD. */
interface Asked<R> {
  readonly level: string;
  readonly result: R;
  readonly notes: Computation;
}

/** A part that was asked for. */
export interface AskedPart {
  readonly level: PartLevel;
  readonly found: FoundPart;
  readonly notes: Computation;
}

export type LookupOutcome =
  | {
      readonly level: string;
      readonly answer: unknown;
      readonly notes: Computation;
      readonly spentUsd: number;
    }
  | {
      readonly right: PendingFill<unknown>;
      readonly parts: readonly AskedPart[];
      /** Of all levels, those without a result included. */
      readonly spentUsd: number;
    };

/** One look-up: every level at once, the first whole answer wins. */
export class LookupRun {
  private spentUsd = 0;

  constructor(
    private readonly participants: LookupParticipants,
    private readonly lookup: Lookup,
  ) {}

  /** @throws InvalidScopeError, InvalidKeyError. A level that fails is a miss. */
  async outcome(): Promise<LookupOutcome> {
    const { exact, answerLevels, partLevels } = this.participants;
    const opening = this.ask(exact.name, () => exact.open(this.lookup));
    const missed = this.missed(opening);
    const answers = [
      opening.then(({ result, ...asked }) =>
        'value' in result ? { ...asked, result: { answer: result.value } } : undefined,
      ),
      ...answerLevels.map((level) => this.askAnswer(level, missed)),
    ];
    const parts = partLevels.map(async (level): Promise<AskedPart | undefined> => {
      if (level.afterToken && (await missed) === undefined) return undefined;
      return await this.askPart(level);
    });

    const first = await firstDefined(answers);
    if (first !== undefined) {
      const { level, result, notes } = first;
      return { level, answer: result.answer, notes, spentUsd: this.spentUsd };
    }
    const asked = (await Promise.all(parts)).filter((part) => part !== undefined);
    const { result } = await opening;
    if ('value' in result) throw new Error('An answer was overlooked.');
    return { right: result.right, parts: asked, spentUsd: this.spentUsd };
  }

  private async missed(
    opening: Promise<Asked<OpenedValue<unknown>>>,
  ): Promise<PendingFill<unknown> | undefined> {
    try {
      const { result } = await opening;
      return 'right' in result ? result.right : undefined;
    } catch {
      return undefined; // told to the caller by the exact level itself
    }
  }

  private async ask<R>(level: string, find: () => Promise<R>): Promise<Asked<R>> {
    const notes = this.participants.computation(this.lookup.signal);
    const started = performance.now();
    try {
      return { level, result: await runComputation(notes, find), notes };
    } finally {
      // What a cached step inside has spent was counted there.
      if (notes.ownCostUsd > 0) {
        const seconds = (performance.now() - started) / 1000;
        this.participants.observer.computed(level, seconds, 'ok', notes.ownCostUsd);
      }
      this.spentUsd += notes.costUsd;
    }
  }

  private async askAnswer(
    level: AnswerLevel,
    missed: Promise<PendingFill<unknown> | undefined>,
  ): Promise<Asked<{ readonly answer: unknown }> | undefined> {
    try {
      const { result, ...asked } = await this.ask(level.name, () => level.find(this.lookup, missed));
      return result && { ...asked, result };
    } catch (error) {
      this.failed(level.name, error);
      return undefined;
    }
  }

  private async askPart(level: PartLevel): Promise<AskedPart | undefined> {
    try {
      const { result, notes } = await this.ask(level.name, () => level.find(this.lookup));
      return result && { level, found: result, notes };
    } catch (error) {
      this.failed(level.name, error);
      // What the part depends on is known to the level alone: an answer that is made from tenant data which this
      // level could not take down must not be stored.
      const store = (): Promise<StoreOutcome> => {
        if (level.afterToken) noStore();
        return Promise.resolve('error');
      };
      return { level, found: { store }, notes: this.participants.computation(this.lookup.signal) };
    }
  }

  /** A level that fails must not cost the request its answer: it is a miss. */
  private failed(level: string, error: unknown): void {
    // Called off because another level was faster: no failure.
    if (!this.lookup.signal.aborted) this.participants.onLevelError(level, error);
  }
}
