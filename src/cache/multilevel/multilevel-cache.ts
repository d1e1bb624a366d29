import { LookupHandleError } from '../core/errors.js';
import { untilAborted } from '../core/until-aborted.js';
import type { Scope } from '../core/scope.js';
import { passOn, runComputation, type ComputationContext } from '../engine/computation.js';
import type { PendingFill } from '../engine/pending-fill.js';
import type { Invalidator } from '../invalidation/invalidator.js';
import type { InvalidationResult } from '../invalidation/invalidation-result.js';
import type { StatisticsObserver } from '../metrics/statistics.observer.js';
import type { QueryCache } from '../query/query-cache.js';
import type { Passage } from '../retrieval/passage.js';
import { LookupRun, type AskedPart, type LookupParticipants } from './lookup-run.js';
import type {
  LookupHit,
  LookupMiss,
  LookupOptions,
  LookupParts,
  LookupResult,
  StoreResult,
  StoreValues,
} from './lookup.types.js';
import { multiLevelMetrics, type MultiLevelMetrics } from './multilevel-metrics.js';
import { warm, type WarmItem, type WarmOptions, type WarmReport } from './warm.js';

export interface MultiLevelCacheParts extends LookupParticipants {
  readonly queries: QueryCache;
  readonly invalidator: Pick<Invalidator, 'query'>;
  readonly statistics: StatisticsObserver;
}

/** Which option of the look-up asks for each part. */
const OPTIONS = { intent: 'classifier', passages: 'collection', embedding: 'embedder' } as const;
const PARTS = Object.keys(OPTIONS) as (keyof typeof OPTIONS)[];

/** What a miss allows: the right to the answer, and the parts that were asked for. */
interface Rights {
  readonly answer: PendingFill<unknown>;
  readonly parts: readonly AskedPart[];
  stored: boolean;
}

/**
 * The face over all layers, for agents that look first and compute what is missing:
 *
 * ```ts
 * const found = await cache.lookup<string>(question, scope, { collection: 'notes', classifier });
 * if (found.hit) return found.answer;
 * const intent = found.parts.intent ?? (await classify(question));
 * const passages = found.parts.passages ?? (await retrieve(question));
 * const answer = await found.run(() => writeAnswer(question, intent, passages));
 * await cache.store(found, { answer, intent, passages });
 * ```
 *
 * Code that can hand over its computation as a function is better served by `QueryCache.getOrCompute`, `@CachedQuery`
 * and the layers' own methods, inside which concurrent equal requests share one computation; look-ups share none.
 */
export class MultiLevelCache {
  /** Only what a look-up of this cache has put in here can be stored. */
  private readonly rights = new WeakMap<object, Rights>();

  constructor(private readonly parts: MultiLevelCacheParts) {}

  /**
   * Asks every level at once. Resolves to the first whole answer as soon as one level has it, or else to a miss with
   * the parts that exist. A level that fails is a miss.
   *
   * Freshness: the answer's token is taken before any tenant data is read, the passages that are found included
   * (they are asked for when the token is there), and what is found is noted as what the answer is made from. So a
   * later `store` is refused if anything that the answer can have been made from was invalidated since.
   *
   * @throws InvalidScopeError, InvalidKeyError; the reason of `options.signal`.
   */
  async lookup<T = unknown, I = unknown, P extends Passage = Passage>(
    query: string,
    scope: Scope,
    options: LookupOptions = {},
  ): Promise<LookupResult<T, I, P>> {
    options.signal?.throwIfAborted();
    const started = performance.now();
    const over = new AbortController();
    const signal =
      options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
    const run = new LookupRun(this.parts, { query, scope, options, signal });
    try {
      const outcome = await untilAborted(run.outcome(), options.signal);
      if ('right' in outcome) return this.miss<T, I, P>(outcome.right, outcome.parts, outcome.spentUsd);
      const { level, answer, notes, spentUsd } = outcome;
      passOn({ storable: notes.storable, documents: notes.documents, costUsd: spentUsd });
      this.parts.observer.answered(level, (performance.now() - started) / 1000, 'hit');
      const hit: LookupHit<T> = { hit: true, level, answer: answer as T, spentUsd };
      return hit;
    } finally {
      over.abort(new Error('The look-up is over.'));
    }
  }

  /**
   * Stores what was computed after a miss, under the tokens of that look-up: each is refused if something it depends
   * on was invalidated since. The answer depends on the documents of the passages given here or found by the look-up.
   * The answer comes last: in one call with its parts or after them.
   *
   * Never rejects for a failing store or a value that cannot be stored; the result tells what became of each.
   *
   * @throws LookupHandleError for anything but a miss of this cache's `lookup`, for a part that the look-up was not
   *   told enough to ask for, and after the answer was stored.
   */
  async store<T, I, P extends Passage>(
    miss: LookupMiss<T, I, P>,
    values: StoreValues<T, I, P>,
  ): Promise<StoreResult> {
    const rights = this.rights.get(miss);
    if (rights === undefined) {
      throw new LookupHandleError('store() takes what lookup() of the same cache has returned for a miss.');
    }
    if (rights.stored) throw new LookupHandleError('The answer of this look-up is stored already.');
    const keys = PARTS.filter((key) => values[key] !== undefined);
    const asked = keys.map((key) => this.askedPart(rights, key));
    // Before anything is awaited, so that a part cannot come in after the answer that is made from it.
    rights.stored = values.answer !== undefined;

    const outcomes: { -readonly [Part in keyof StoreResult]: StoreResult[Part] } = {};
    await Promise.all(
      asked.map(async ({ level: { part }, found }) => {
        const notes = this.parts.computation(new AbortController().signal);
        outcomes[part] = await runComputation(notes, () =>
          found.store(values[part], values.costsUsd?.[part]),
        );
        rights.answer.inherit(notes);
        passOn(notes);
      }),
    );
    if (values.answer !== undefined) {
      const { documents, collections, costsUsd } = values;
      outcomes.answer = await rights.answer.fill(values.answer, {
        documents,
        collections,
        costUsd: costsUsd?.answer,
      });
    }
    return outcomes;
  }

  /**
   * Computes, through the normal path and at most `options.concurrency` at a time, the answers of those items that
   * are not in the cache. An item that fails is in the report and does not end the others.
   *
   * @throws the reason of `options.signal`.
   */
  async warm<T>(
    items: Iterable<WarmItem>,
    compute: (item: WarmItem, context: ComputationContext) => Promise<T>,
    options: WarmOptions = {},
  ): Promise<WarmReport> {
    return await warm(this.parts.queries, items, compute, options);
  }

  /** Makes the answers and the passages of this query untrue in exactly this scope, in every context and variant. */
  async invalidate(scope: Scope, query: string): Promise<InvalidationResult> {
    return await this.parts.invalidator.query(scope, query);
  }

  /** What this process' caches did since they were created: per level and over all. */
  metrics(): MultiLevelMetrics {
    const { statistics, exact, answerLevels } = this.parts;
    return multiLevelMetrics(
      statistics.layers(),
      exact.name,
      answerLevels.map(({ name }) => name),
    );
  }

  private miss<T, I, P extends Passage>(
    answer: PendingFill<unknown>,
    asked: readonly AskedPart[],
    spentUsd: number,
  ): LookupMiss<T, I, P> {
    const found = asked.filter((part) => part.found.value !== undefined);
    for (const { notes } of found) {
      // The answer is made from it. What finding it has cost is no part of what computing the answer costs.
      const { storable, documents } = notes;
      answer.inherit({ storable, documents, costUsd: 0 });
      passOn({ storable, documents, costUsd: 0 });
    }
    passOn({ storable: true, documents: [], costUsd: spentUsd });
    const parts: LookupParts<I, P> = Object.fromEntries(
      found.map(({ level, found: { value } }) => [level.part, value]),
    );
    const miss: LookupMiss<T, I, P> = {
      hit: false,
      parts,
      spentUsd,
      run: (body) => answer.run(body),
    };
    this.rights.set(miss, { answer, parts: asked, stored: false });
    return miss;
  }

  private askedPart(rights: Rights, part: keyof LookupParts): AskedPart {
    const asked = rights.parts.find(({ level }) => level.part === part);
    if (asked !== undefined) return asked;
    throw new LookupHandleError(
      `The look-up was not told to ask for the part "${part}" (option "${OPTIONS[part]}"), so it cannot be stored.`,
    );
  }
}
