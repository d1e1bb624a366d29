import { KeyDigester } from '../../../src/cache/core/digest.js';
import { silentObserver, type CacheObserver } from '../../../src/cache/core/observer.js';
import type { Compute, ResolveOptions } from '../../../src/cache/engine/engine.types.js';
import { ScopedCache } from '../../../src/cache/engine/scoped-cache.js';
import { Invalidator } from '../../../src/cache/invalidation/invalidator.js';
import { QueryCache, type QueryKey } from '../../../src/cache/query/query-cache.js';
import { NormalisingComparer } from '../../../src/cache/semantic/comparison/answer-comparer.js';
import type { SemanticDecider } from '../../../src/cache/semantic/decision/decision.types.js';
import { FailureLog } from '../../../src/cache/semantic/lookup/failure-log.js';
import { ScopeNotes } from '../../../src/cache/semantic/lookup/scope-notes.js';
import { SemanticLookup } from '../../../src/cache/semantic/lookup/semantic-lookup.js';
import type { QuestionEmbedder } from '../../../src/cache/semantic/lookup/semantic-lookup.parts.js';
import type { VectorIndex } from '../../../src/cache/semantic/index/vector-index.js';
import { MemoryStore } from '../../../src/cache/store/memory/memory-store.js';
import type { ScopedStore } from '../../../src/cache/store/scoped-store.js';
import { ManualClock, type Clock } from '../../../src/testing.js';
import type { Scope } from '../../../src/engine.js';
import { ExactIndex } from './exact-index.js';

export interface EngineOptions {
  readonly clock?: Clock;
  readonly store?: ScopedStore;
  readonly index?: VectorIndex;
  readonly decider?: SemanticDecider;
  readonly embed?: QuestionEmbedder['embed'];
  readonly identity?: string;
  readonly learns?: boolean;
  readonly observer?: Partial<CacheObserver>;
  readonly owner?: string;
  readonly log?: (line: string) => void;
}

export const TIMEOUT_MS = 500;

/** All questions are one: whatever is told apart then, it is not by the vectors. */
export const oneVector: QuestionEmbedder['embed'] = () => Promise.resolve(new Float32Array([1, 0, 0]));

/** Serves what is similar enough. */
export const bySimilarity = (threshold = 0.9): SemanticDecider => ({
  decide: ({ similarity }) =>
    Promise.resolve(
      similarity >= threshold
        ? { outcome: 'serve', stage: 'similarity', reason: 'similar enough' }
        : { outcome: 'reject', stage: 'similarity', reason: 'not similar enough' },
    ),
});

export interface Answer {
  readonly value: unknown;
  readonly source: 'exact' | 'semantic' | 'computed' | 'joined';
}

/** The engine with the semantic layer on, and every part of it open to be replaced. */
export function semanticEngine(options: EngineOptions = {}) {
  const clock = options.clock ?? new ManualClock();
  const store = options.store ?? new MemoryStore({ maxBytes: 64 * 1024 * 1024, clock });
  const index = options.index ?? new ExactIndex();
  const digester = new KeyDigester('semantic');
  const observer: CacheObserver = { ...silentObserver, ...options.observer };
  const lines: string[] = [];
  const log = options.log ?? ((line: string) => void lines.push(line));
  const onStoreError = (error: unknown): void => {
    lines.push(`store: ${String(error)}`);
  };
  const lookup = new SemanticLookup({
    embedder: { identity: options.identity ?? 'test', embed: options.embed ?? oneVector },
    index,
    decider: options.decider ?? bySimilarity(),
    comparer: new NormalisingComparer(),
    notes: new ScopeNotes(store),
    digester,
    clock,
    observer,
    failures: new FailureLog({ log, warn: log }, observer),
    onStoreError,
    settings: { timeoutMs: TIMEOUT_MS, candidates: 4, learns: options.learns ?? false, floor: () => 0.5 },
  });
  const scoped = new ScopedCache({
    store,
    digester,
    clock,
    observer,
    near: lookup,
    owner: options.owner ?? 'owner',
    random: () => 0.5,
    options: {
      enabled: true,
      maxEntryBytes: 1_000_000,
      compressionThresholdBytes: 8192,
      maxFlights: 10_000,
      leaseTtlMs: 5000,
      leaseWaitMs: 30_000,
      prices: { layers: {}, models: {} },
      onStoreError,
      onStoreAnswer: () => undefined,
      onUnstorable: (_layer, error) => {
        throw error;
      },
    },
  });
  const queries = new QueryCache(scoped, { ttlMs: 300_000, caseSensitive: false });
  const invalidator = new Invalidator({
    store,
    digester,
    observer,
    normalize: (query) => queries.normalize(query),
    forgetCopies: () => undefined,
    onStoreAnswer: () => undefined,
    onStoreError,
  });

  /** Asks, and waits until what was stored can be found. */
  async function ask<T>(
    scope: Scope,
    key: QueryKey,
    compute: Compute<T> | T,
    resolveOptions: ResolveOptions = {},
  ): Promise<Answer> {
    const computation = (
      typeof compute === 'function' ? compute : () => Promise.resolve(compute)
    ) as Compute<T>;
    const resolution = await queries.resolve<T>(scope, key, computation, resolveOptions);
    if (resolution.source === 'hit') return { value: await resolution.value(), source: resolution.via };
    await lookup.settled();
    return { value: resolution.computed, source: resolution.source };
  }

  return { ask, clock, store, index, digester, lookup, scoped, queries, invalidator, lines };
}

export type SemanticEngine = ReturnType<typeof semanticEngine>;
