import {
  ConfigurableModuleBuilder,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { combineObservers } from './core/combine-observers.js';
import { EmbeddingService } from './embedding/embedding.service.js';
import { createCache, type Cache } from './engine/create-cache.js';
import { IntentCache } from './intent/intent-cache.js';
import { appliedEventEmitter } from './invalidation/applied-event.emitter.js';
import { AICacheService } from './invalidation/ai-cache.service.js';
import { DomainEventListener } from './invalidation/domain-event.listener.js';
import { metricProviders } from './metrics/metric-providers.js';
import { PrometheusObserver, prometheusObserverProvider } from './metrics/prometheus.observer.js';
import { LLMResponseCache } from './llm/llm-response-cache.js';
import { MultiLevelCache } from './multilevel/multilevel-cache.js';
import { CACHE, CACHE_MODULE_OPTIONS, type CacheModuleOptions } from './nest/cache-module.options.js';
import { engineOptions } from './nest/resolve-module-options.js';
import { CachedQueryPlanner } from './query/cached-query.plan.js';
import { QueryCache } from './query/query-cache.js';
import { RetrievalCache } from './retrieval/retrieval-cache.js';

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<CacheModuleOptions>({
  optionsInjectionToken: CACHE_MODULE_OPTIONS,
})
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: false }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/**
 * The cache in a Nest application.
 *
 * `forRoot(options)` and `forRootAsync({ useFactory, inject, imports })` take the options of `CacheModuleOptions`;
 * `isGlobal: true` spares feature modules the import. Wrong options stop the start with one message that names them.
 *
 * Exports `AICacheService`, `QueryCache`, `EmbeddingService`, `IntentCache`, `RetrievalCache`, `MultiLevelCache`,
 * `LLMResponseCache` and, under the token `CACHE`, the engine.
 */
@Module({
  providers: [
    ...metricProviders,
    prometheusObserverProvider,
    {
      provide: CACHE,
      inject: [CACHE_MODULE_OPTIONS, PrometheusObserver, { token: EventEmitter2, optional: true }],
      useFactory: (
        options: CacheModuleOptions,
        prometheus: PrometheusObserver,
        emitter?: EventEmitter2,
      ): Cache => {
        const logger = new Logger('nestjs-ai-cache');
        const observer = combineObservers(prometheus, appliedEventEmitter(emitter, logger));
        return createCache({ ...engineOptions(options), observer, logger });
      },
    },
    { provide: QueryCache, inject: [CACHE], useFactory: (cache: Cache): QueryCache => cache.queries },
    {
      provide: EmbeddingService,
      inject: [CACHE],
      useFactory: (cache: Cache): EmbeddingService => cache.embeddings,
    },
    { provide: IntentCache, inject: [CACHE], useFactory: (cache: Cache): IntentCache => cache.intents },
    {
      provide: RetrievalCache,
      inject: [CACHE],
      useFactory: (cache: Cache): RetrievalCache => cache.retrievals,
    },
    {
      provide: MultiLevelCache,
      inject: [CACHE],
      useFactory: (cache: Cache): MultiLevelCache => cache.levels,
    },
    { provide: LLMResponseCache, inject: [CACHE], useFactory: (cache: Cache): LLMResponseCache => cache.llm },
    AICacheService,
    CachedQueryPlanner,
    DomainEventListener,
  ],
  exports: [
    CACHE,
    CACHE_MODULE_OPTIONS,
    QueryCache,
    EmbeddingService,
    IntentCache,
    RetrievalCache,
    MultiLevelCache,
    LLMResponseCache,
    AICacheService,
    CachedQueryPlanner,
  ],
})
export class CacheModule extends ConfigurableModuleClass implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(CACHE) private readonly cache: Cache) {
    super();
  }

  static override forRoot(options: CacheModuleOptions & { isGlobal?: boolean } = {}): DynamicModule {
    return super.forRoot(options);
  }

  async onModuleInit(): Promise<void> {
    await this.cache.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.cache.stop();
  }
}
