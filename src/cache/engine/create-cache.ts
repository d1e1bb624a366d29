import { systemClock, type Clock, type Timer } from '../core/clock.js';
import { KeyDigester } from '../core/digest.js';
import { combineObservers } from '../core/combine-observers.js';
import { nonce } from '../core/incarnation.js';
import { createEmbeddingService } from '../embedding/create-embedding-service.js';
import type { EmbeddingService } from '../embedding/embedding.service.js';
import { silentObserver, type CacheObserver } from '../core/observer.js';
import { WorkspaceEraser } from '../erasure/workspace-eraser.js';
import { IntentCache } from '../intent/intent-cache.js';
import { LLMResponseCache } from '../llm/llm-response-cache.js';
import { Invalidator } from '../invalidation/invalidator.js';
import { traceObserver } from '../metrics/layer-trace.js';
import { StatisticsObserver } from '../metrics/statistics.observer.js';
import { EmbeddingLevel } from '../multilevel/levels/embedding.level.js';
import { ExactAnswerLevel } from '../multilevel/levels/exact-answer.level.js';
import { IntentLevel } from '../multilevel/levels/intent.level.js';
import { PassagesLevel } from '../multilevel/levels/passages.level.js';
import { SemanticAnswerLevel } from '../multilevel/levels/semantic-answer.level.js';
import { MultiLevelCache } from '../multilevel/multilevel-cache.js';
import type { CacheLogger, CacheOptions, ResolvedOptions } from '../options/cache.options.js';
import { resolveOptions } from '../options/resolve-options.js';
import { QueryCache } from '../query/query-cache.js';
import { RetrievalCache } from '../retrieval/retrieval-cache.js';
import { createSemantic } from '../semantic/create-semantic.js';
import type { BudgetStore } from '../store/budget-store.js';
import type { StoreHealth } from '../store/scoped-store.js';
import { Computation } from './computation.js';
import { ComputationLimit } from './computation-limit.js';
import { ContentCache } from './content-cache.js';
import { ScopedCache } from './scoped-cache.js';
import { createStores } from './create-stores.js';
import { StoreErrorLog, type StoreOperation } from './store-error-log.js';

/** A cache of AI answers and of the steps they are made in. Start it before use; stop it to release connections. */
export interface Cache {
  /** The options in force. */
  readonly options: ResolvedOptions;
  readonly queries: QueryCache;
  readonly intents: IntentCache;
  readonly retrievals: RetrievalCache;
  /** The face over all layers. */
  readonly levels: MultiLevelCache;
  readonly invalidator: Invalidator;
  readonly eraser: WorkspaceEraser;
  /** The engine that every scoped layer uses; for layers of your own. */
  readonly scoped: ScopedCache;
  /**
   * Embeddings by the provider of the options `embedding.*`, made when it is first asked for.
   *
   * @throws CacheConfigurationError when the provider lacks something, such as its API key.
   */
  readonly embeddings: EmbeddingService;
  /** The engine that every content-addressed layer uses. */
  readonly content: ContentCache;
  /** Replies of models; what routers and adapters keep theirs in. */
  readonly llm: LLMResponseCache;
  /** Where routers keep their budgets. */
  readonly budgets: BudgetStore;
  readonly clock: Clock;
  readonly observer: CacheObserver;
  /** Connects. Resolves even when Redis is down: answers are then computed until it is there. */
  start(): Promise<void>;
  /** Waits for running computations up to `graceMs` milliseconds (default 5000), then closes what was opened. */
  stop(graceMs?: number): Promise<void>;
  health(): CacheHealth;
}

export interface CacheHealth extends Required<StoreHealth> {
  readonly enabled: boolean;
  /** Computations that run in this process. */
  readonly running: number;
}

const noLog: CacheLogger = { log: () => undefined, warn: () => undefined };

/**
 * Makes a cache from options, environment variables and defaults, in this order.
 *
 * @throws CacheConfigurationError naming every option that is wrong.
 */
export function createCache(given: CacheOptions = {}): Cache {
  const options = resolveOptions(given, process.env);
  const clock = given.clock ?? systemClock;
  const logger = given.logger ?? noLog;
  const statistics = new StatisticsObserver();
  const observer: CacheObserver = combineObservers(
    statistics,
    traceObserver,
    given.observer ?? silentObserver,
  );
  const errors = new StoreErrorLog(logger);
  const secret = options.keySecret === undefined ? undefined : Buffer.from(options.keySecret, 'utf8');
  const digester = new KeyDigester(options.namespace, secret, options.maxKeyLength);
  const { scopedStore, contentStore, budgets, ring, redis } = createStores({
    ...{ options, clock, logger, observer, digester, errors },
    journal: given.journal,
    versions: given.scopeVersions,
    // Made from the store, which tells it: it is there before the store is started.
    invalidator: () => invalidator,
  });
  const onStoreError = (error: unknown, operation: StoreOperation): void => errors.failed(error, operation);
  const onStoreAnswer = (operation: StoreOperation): void => errors.answered(operation);
  const { maxConcurrentComputations } = options;
  const parts = {
    digester,
    clock,
    observer,
    random: Math.random,
    limit:
      maxConcurrentComputations === undefined ? undefined : new ComputationLimit(maxConcurrentComputations),
    options: {
      ...options,
      onStoreError,
      onStoreAnswer,
      onUnstorable: (layer: string, error: unknown) => errors.unstorable(layer, error),
    },
  };
  const content = new ContentCache({
    ...parts,
    store: contentStore,
    memoryBytes: options.content.memoryBytes,
  });
  // Made when it is first needed: who uses no embeddings needs no provider's key.
  let embeddingService: EmbeddingService | undefined;
  const embeddings = (): EmbeddingService =>
    (embeddingService ??= createEmbeddingService({ content, clock, observer, options }));
  const semantic = createSemantic({
    ...{
      given,
      options,
      env: process.env,
      clock,
      observer,
      logger,
      digester,
      redis,
      embeddings,
      onStoreError: (error) => errors.failed(error),
    },
    store: scopedStore,
  });
  const scoped = new ScopedCache({ ...parts, store: scopedStore, near: semantic?.lookup, owner: nonce() });
  const queries = new QueryCache(scoped, options.query);
  const normalize = (query: string): string => queries.normalize(query);
  const intents = new IntentCache(content, normalize, options.intent);
  const retrievals = new RetrievalCache({
    scoped,
    normalize,
    ttlMs: options.retrieval.ttlMs,
    onUnstorable: (layer, error) => errors.unstorable(layer, error),
  });
  const invalidator = new Invalidator({
    store: scopedStore,
    digester,
    observer,
    normalize,
    forgetVectors: semantic?.forgetVectors,
    forgetCopies: () => content.forget(),
    onStoreAnswer,
    onStoreError,
  });
  const levels = new MultiLevelCache({
    queries,
    invalidator,
    statistics,
    observer,
    exact: new ExactAnswerLevel(scoped, queries),
    answerLevels: semantic === undefined ? [] : [new SemanticAnswerLevel()],
    partLevels: [
      new IntentLevel(content, intents),
      new EmbeddingLevel(content),
      new PassagesLevel(scoped, retrievals),
    ],
    computation: (signal) =>
      new Computation(signal, (dependency) => digester.dependency(dependency), options.prices),
    onLevelError: (level, error) => errors.levelFailed(level, error),
  });
  return {
    options,
    queries,
    intents,
    retrievals,
    levels,
    scoped,
    content,
    llm: new LLMResponseCache({
      content,
      clock,
      observer,
      options: { ...options.llm, maxEntryBytes: options.maxEntryBytes },
    }),
    budgets,
    clock,
    observer,
    invalidator,
    eraser: new WorkspaceEraser({
      digester,
      invalidator,
      contentStore,
      ring,
      forgetCopies: () => content.forget(),
      onStoreError: (error) => errors.failed(error, 'sweep'),
    }),
    get embeddings() {
      return embeddings();
    },
    async start() {
      await scopedStore.start();
      await semantic?.index.start();
    },
    async stop(graceMs = 5000) {
      let timer: Timer | undefined;
      const grace = new Promise<void>((resolve) => {
        timer = clock.setTimer(graceMs, resolve);
      });
      await Promise.race([Promise.all([scoped.settled(), content.settled()]), grace]);
      timer?.cancel();
      await semantic?.index.stop();
      await scopedStore.stop();
    },
    health: () => ({
      state: 'healthy',
      pendingInvalidations: 0,
      ...withFailure(scopedStore.health(), errors.failing),
      enabled: options.enabled,
      running: scoped.running + content.running,
    }),
  };
}

/** A server can be connected and yet refuse everything: it may be full, or read only. */
function withFailure(health: StoreHealth, failing: boolean): StoreHealth {
  if (!failing || health.status === 'down') return health;
  return {
    ...health,
    status: 'degraded',
    notes: ['The store did not execute the last command.', ...health.notes],
  };
}
