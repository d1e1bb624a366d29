import type { Clock } from '../core/clock.js';
import type { Prices } from '../core/prices.js';
import type { CacheObserver } from '../core/observer.js';
import type { EmbeddingPrecision } from '../embedding/embedding-codec.js';
import type { EmbeddingProvider } from '../embedding/embedding-provider.js';
import type { EmbeddingProviderName } from '../embedding/providers/provider-names.js';
import type { EncryptionKey } from '../encryption/key-ring.js';
import type { WorkspaceSecrets } from '../encryption/workspace-secrets.js';
import type { AnswerComparer } from '../semantic/comparison/answer-comparer.js';
import type { PairVerifier } from '../semantic/decision/decision.types.js';
import type { VectorIndex } from '../semantic/index/vector-index.js';
import type { ScopeVersionProvider } from '../strict/scope-version-provider.js';
import type { InvalidationJournal } from '../store/resilience/journal/invalidation-journal.js';
import type { RedisConnectionOptions } from '../store/redis/redis-connection.js';

/** What `createCache` takes. Everything has a default; every default can be set by environment variable too. */
export interface CacheOptions {
  /** `false` computes every answer. CACHE_ENABLED, default true. */
  readonly enabled?: boolean | undefined;
  /** Keeps applications on one Redis apart: 1 to 64 letters, digits, `_`, `-`. CACHE_NAMESPACE, default `ai`. */
  readonly namespace?: string | undefined;
  /**
   * Where entries live. Without it REDIS_URL, REDIS_CLUSTER_NODES or REDIS_SENTINELS decide; with none of them, or
   * `null`, entries live in this process.
   */
  readonly redis?: RedisConnectionOptions | null | undefined;
  readonly memory?: { readonly maxBytes?: number | undefined } | undefined;
  readonly content?: { readonly memoryBytes?: number | undefined } | undefined;
  readonly query?:
    | {
        readonly ttlMs?: number | undefined;
        readonly caseSensitive?: boolean | undefined;
        readonly contextMessages?: number | undefined;
      }
    | undefined;
  /** Who computes embeddings, and how they are kept. */
  readonly embedding?: { readonly [Name in keyof EmbeddingOptions]?: EmbeddingOptions[Name] | undefined };
  /** Answers by similar questions. */
  readonly semantic?: { readonly [Name in keyof SemanticOptions]?: SemanticOptions[Name] | undefined };
  readonly intent?: { readonly ttlMs?: number | undefined } | undefined;
  readonly retrieval?: { readonly ttlMs?: number | undefined } | undefined;
  /** What steps cost that nobody reports the cost of, in USD: see `Prices`. */
  readonly prices?: Partial<Prices> | undefined;
  readonly llm?:
    { readonly ttlMs?: number | undefined; readonly maxTemperature?: number | undefined } | undefined;
  readonly maxEntryBytes?: number | undefined;
  readonly maxKeyLength?: number | undefined;
  readonly maxScopeEntries?: number | undefined;
  readonly maxFlights?: number | undefined;
  readonly compressionThresholdBytes?: number | undefined;
  readonly commandTimeoutMs?: number | undefined;
  readonly leaseTtlMs?: number | undefined;
  readonly leaseWaitMs?: number | undefined;
  readonly replicas?: number | undefined;
  readonly replicaTimeoutMs?: number | undefined;
  readonly settleMs?: number | undefined;
  /** Strict mode: what the application says of the versions of its data. */
  readonly scopeVersions?: ScopeVersionProvider | undefined;
  /** At least 32 characters; makes every key digest an HMAC. CACHE_KEY_SECRET. */
  readonly keySecret?: string | undefined;
  /** How entries on Redis are encrypted; without keys they are not. */
  readonly encryption?:
    | {
        /** The first encrypts; all decrypt. */
        readonly keys?: readonly EncryptionKey[] | undefined;
        /** A key store: each workspace's entries then hang on a secret of their own, which can be erased. */
        readonly workspaceSecrets?: WorkspaceSecrets | undefined;
      }
    | undefined;
  /** Computations that run at once in this process; further ones wait their turn. Default: any number. */
  readonly maxConcurrentComputations?: number | undefined;
  /** What happens while Redis is away. */
  readonly resilience?: { readonly [Name in keyof ResilienceOptions]?: ResilienceOptions[Name] | undefined };
  readonly metrics?:
    | { readonly workspaceLabel?: WorkspaceLabel | undefined; readonly maxWorkspaces?: number | undefined }
    | undefined;

  /**
   * Remembers, across a crash, invalidations that Redis could not execute yet, in place of `resilience.journalFile`:
   * `outboxJournal(...)`, or one of your own.
   */
  readonly journal?: InvalidationJournal | undefined;
  /** Time, for tests. */
  readonly clock?: Clock | undefined;
  /** Told what the engine does; the Nest module puts its metrics here. */
  readonly observer?: CacheObserver | undefined;
  /** Where to say what is missing or failing: one line per change, without content. */
  readonly logger?: CacheLogger | undefined;
}

/** The options `embedding.*` with every default filled in. */
export interface EmbeddingOptions {
  /** A provider's name, or one of your own. */
  readonly provider: EmbeddingProviderName | EmbeddingProvider;
  readonly model: string | undefined;
  readonly dimensions: number | undefined;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly ttlMs: number;
  readonly precision: EmbeddingPrecision;
  readonly shared: boolean;
  readonly lowerCase: boolean;
  readonly maxBatch: number | undefined;
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/** The options `semantic.*` with every default filled in. */
export interface SemanticOptions {
  readonly enabled: boolean;
  readonly threshold: number;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly clinicalGuards: boolean;
  readonly maxErrorRate: number | undefined;
  /** `cohere`, or one of your own. */
  readonly verifier: 'none' | 'cohere' | PairVerifier;
  readonly verifyBelow: number;
  readonly verifierTimeoutMs: number;
  /** A kind of index, or one of your own. */
  readonly index: 'auto' | 'memory' | 'redis' | 'chroma' | VectorIndex;
  readonly chromaUrl: string | undefined;
  readonly memoryBytes: number;
  readonly timeoutMs: number;
  readonly candidates: number;
  /**
   * Whether two answers are the same, for `maxErrorRate`: what an answer that was computed instead of served teaches.
   * Default: equal as JSON, letter case and white space aside, which for texts that a model writes is hardly ever so.
   */
  readonly comparer?: AnswerComparer | undefined;
}

/** The options `resilience.*` with every default filled in. */
export interface ResilienceOptions {
  readonly singleProcess: boolean;
  readonly maxStalenessMs: number | undefined;
  readonly journalFile: string | undefined;
}

/** How the `workspace_id` label is written: as it is, as a short digest, or left empty. */
export type WorkspaceLabel = 'plain' | 'hashed' | 'off';

export interface CacheLogger {
  log(message: string): void;
  warn(message: string): void;
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly enabled: boolean;
  readonly namespace: string;
  readonly redis: RedisConnectionOptions | null;
  readonly memory: { readonly maxBytes: number };
  readonly content: { readonly memoryBytes: number };
  readonly query: {
    readonly ttlMs: number;
    readonly caseSensitive: boolean;
    readonly contextMessages: number;
  };
  readonly embedding: EmbeddingOptions;
  readonly semantic: SemanticOptions;
  readonly intent: { readonly ttlMs: number };
  readonly retrieval: { readonly ttlMs: number };
  readonly prices: Prices;
  readonly llm: { readonly ttlMs: number; readonly maxTemperature: number };
  readonly maxEntryBytes: number;
  readonly maxKeyLength: number;
  readonly maxScopeEntries: number;
  readonly maxFlights: number;
  readonly compressionThresholdBytes: number;
  readonly commandTimeoutMs: number;
  readonly leaseTtlMs: number;
  readonly leaseWaitMs: number;
  readonly replicas: number;
  readonly replicaTimeoutMs: number;
  readonly settleMs: number;
  readonly keySecret: string | undefined;
  readonly encryption: {
    readonly keys: readonly EncryptionKey[];
    readonly workspaceSecrets: WorkspaceSecrets | undefined;
  };
  readonly maxConcurrentComputations: number | undefined;
  readonly resilience: ResilienceOptions;
  readonly metrics: { readonly workspaceLabel: WorkspaceLabel; readonly maxWorkspaces: number };
}
