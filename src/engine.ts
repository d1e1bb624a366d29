/** The engine without Nest, for scripts and workers: `import { createCache } from 'nestjs-ai-cache/engine'`. */
export {
  QueryCache,
  type QueryKey,
  type QueryKeyParts,
  type SemanticChoice,
} from './cache/query/query-cache.js';
export type { ExplainedCandidate, ExplainedSearch, QueryExplanation } from './cache/engine/explanation.js';
export {
  IntentCache,
  type Classifier,
  type ClassifierIdentity,
  type ClassifyOptions,
} from './cache/intent/intent-cache.js';
export { RetrievalCache, type Retriever } from './cache/retrieval/retrieval-cache.js';
export type { Passage, RetrievalQuery } from './cache/retrieval/passage.js';
export { MultiLevelCache } from './cache/multilevel/multilevel-cache.js';
export type {
  LookupHit,
  LookupMiss,
  LookupOptions,
  LookupParts,
  LookupResult,
  StoreOutcome,
  StoreResult,
  StoreValues,
} from './cache/multilevel/lookup.types.js';
export type { MultiLevelMetrics } from './cache/multilevel/multilevel-metrics.js';
export type { WarmItem, WarmOptions, WarmReport } from './cache/multilevel/warm.js';
export type { LayerStatistics } from './cache/metrics/statistics.observer.js';
export type { ErasureResult } from './cache/erasure/erasure-result.js';
export type { EncryptionKey } from './cache/encryption/key-ring.js';
export type { ScopeVersionProvider } from './cache/strict/scope-version-provider.js';
export type { WorkspaceSecrets } from './cache/encryption/workspace-secrets.js';
export type { InvalidationResult } from './cache/invalidation/invalidation-result.js';
export {
  SessionCreatedEvent,
  SessionDeletedEvent,
  SessionUpdatedEvent,
  SOAP_FIELDS,
  type SessionEventProps,
  type SessionUpdatedEventProps,
} from './cache/invalidation/session-events.js';
export { createEmbeddingService } from './cache/embedding/create-embedding-service.js';
export { EmbeddingService, type EmbedOptions } from './cache/embedding/embedding.service.js';
export { EmbeddingError, type EmbeddingErrorReason } from './cache/embedding/embedding.error.js';
export type { EmbeddingPrecision } from './cache/embedding/embedding-codec.js';
export type { EmbeddingStats } from './cache/embedding/embedding-stats.js';
export type {
  EmbedContext,
  EmbeddingInputType,
  EmbeddingProvider,
  ProvidedEmbeddings,
} from './cache/embedding/embedding-provider.js';
export {
  CohereEmbeddingProvider,
  type CohereProviderOptions,
} from './cache/embedding/providers/cohere.provider.js';
export { LexicalEmbeddingProvider } from './cache/embedding/providers/lexical.provider.js';
export {
  OpenAICompatibleEmbeddingProvider,
  type OpenAICompatibleProviderOptions,
} from './cache/embedding/providers/openai-compatible.provider.js';
export {
  TransformersEmbeddingProvider,
  type TransformersProviderOptions,
} from './cache/embedding/providers/transformers.provider.js';
export type { EmbeddingProviderName } from './cache/embedding/providers/provider-names.js';
export {
  VoyageEmbeddingProvider,
  type VoyageProviderOptions,
} from './cache/embedding/providers/voyage.provider.js';
export { StagedDecider, type StagedDeciderOptions } from './cache/semantic/decision/staged-decider.js';
export type {
  Decision,
  Observation,
  PairVerifier,
  QuestionPair,
  SemanticDecider,
} from './cache/semantic/decision/decision.types.js';
export {
  NormalisingComparer,
  type AnswerComparer,
  type AnswerLikeness,
} from './cache/semantic/comparison/answer-comparer.js';
export { JudgedComparer, type AnswerJudge } from './cache/semantic/comparison/judged-comparer.js';
export {
  CohereRerankVerifier,
  type CohereRerankOptions,
} from './cache/semantic/verifiers/cohere-rerank.verifier.js';
export {
  askRouter,
  ModelJudgeVerifier,
  type AskModel,
} from './cache/semantic/verifiers/model-judge.verifier.js';
export { VerifierError } from './cache/semantic/verifiers/verifier.error.js';
export {
  LLMResponseCache,
  type MakeReply,
  type ModelCall,
  type ReplySource,
} from './cache/llm/llm-response-cache.js';
export {
  BudgetExceededError,
  BudgetUnavailableError,
  LLMProviderError,
  LLMUnavailableError,
  type LLMAttempt,
  type LLMFailureReason,
} from './cache/llm/llm.error.js';
export type {
  FinishPart,
  LLMCall,
  LLMContent,
  LLMFinishReason,
  LLMMessage,
  LLMModel,
  LLMReply,
  LLMRequest,
  LLMStreamPart,
  LLMUsage,
} from './cache/llm/llm.types.js';
export { CachedLLMRouter, type RouterCache } from './cache/llm/router/cached-llm-router.js';
export type { BreakerState } from './cache/llm/router/circuit-breaker.js';
export type { ReplyOrigin, RouterReply, RouterStream, ToolCall } from './cache/llm/router/router-reply.js';
export type {
  BreakerOptions,
  BudgetOptions,
  LLMCallContext,
  LLMRouterOptions,
  ProviderOrder,
  RouterProvider,
} from './cache/llm/router/router.options.js';
export type { ProviderStats, RouterStats } from './cache/llm/router/router-stats.js';
export type {
  BudgetAccount,
  BudgetBalance,
  BudgetReservation,
  BudgetStore,
} from './cache/store/budget-store.js';
export { createCache, type Cache, type CacheHealth } from './cache/engine/create-cache.js';
export {
  dependsOn,
  dependsOnCollection,
  noStore,
  spent,
  spentTokens,
  type ComputationContext,
} from './cache/engine/computation.js';
export type { ContentCache, ContentPlace, SingleContentRequest } from './cache/engine/content-cache.js';
export type { ContentRequest, ContentValue } from './cache/engine/content.types.js';
export type { FillOptions, PendingFill } from './cache/engine/pending-fill.js';
export type { ScopedCache } from './cache/engine/scoped-cache.js';
export type {
  Compute,
  Computed,
  Hit,
  LayerRequest,
  Resolution,
  ResolveOptions,
} from './cache/engine/engine.types.js';
export type {
  CacheLogger,
  CacheOptions,
  EmbeddingOptions,
  ResilienceOptions,
  ResolvedOptions,
  SemanticOptions,
  WorkspaceLabel,
} from './cache/options/cache.options.js';
export {
  MemoryVectorIndex,
  type MemoryVectorIndexOptions,
} from './cache/semantic/index/memory/memory-vector-index.js';
export type { IndexScope, IndexSpace, Neighbour, VectorIndex } from './cache/semantic/index/vector-index.js';
export type { HostPort, RedisConnectionOptions } from './cache/store/redis/redis-connection.js';
export {
  type InvalidationJournal,
  type InvalidationTarget as JournalTarget,
  type JournalContext,
} from './cache/store/resilience/journal/invalidation-journal.js';
export { outboxJournal } from './cache/store/resilience/journal/outbox-journal.js';
export { systemClock, type Clock, type Timer } from './cache/core/clock.js';
export { canonicalJson, type JsonValue } from './cache/core/canonical-json.js';
export { jsonCodec, type Codec } from './cache/core/codec.js';
export type { Layer } from './cache/core/layer.js';
export type { ModelPrice, Prices, TokenUsage } from './cache/core/prices.js';
export type { Scope } from './cache/core/scope.js';
export type {
  AnswerSource,
  BypassReason,
  CacheObserver,
  FillOutcome,
  MissReason,
  ValueCounts,
} from './cache/core/observer.js';
export { LayerTrace, type LayerStep } from './cache/metrics/layer-trace.js';
export {
  AICacheError,
  CacheConfigurationError,
  CorruptEntryError,
  InvalidKeyError,
  InvalidScopeError,
  LookupHandleError,
  StoreUnavailableError,
  UnstorableValueError,
} from './cache/core/errors.js';
export type { ReplayPace } from './cache/engine/stream/replay.js';
export { createGuards, type GuardSet } from './cache/semantic/guards/guard-set.js';
export { clinicalGuards } from './cache/semantic/guards/clinical/clinical-guards.js';
export type { Guard, GuardedText, GuardFinding, GuardVerdict } from './cache/semantic/guards/guard.js';
