import { canonicalJson } from '../core/canonical-json.js';
import type { KeyDigester } from '../core/digest.js';
import { CacheConfigurationError } from '../core/errors.js';
import type { CacheObserver } from '../core/observer.js';
import type { EmbeddingService } from '../embedding/embedding.service.js';
import type { CacheOptions, ResolvedOptions } from '../options/cache.options.js';
import type { ScopedStore } from '../store/scoped-store.js';
import { NormalisingComparer } from './comparison/answer-comparer.js';
import { createIndex, type IndexParts } from './create-index.js';
import type { PairVerifier } from './decision/decision.types.js';
import { StagedDecider } from './decision/staged-decider.js';
import { clinicalGuards } from './guards/clinical/clinical-guards.js';
import { createGuards } from './guards/guard-set.js';
import type { VectorIndex } from './index/vector-index.js';
import { FailureLog } from './lookup/failure-log.js';
import { ScopeNotes } from './lookup/scope-notes.js';
import { SemanticLookup } from './lookup/semantic-lookup.js';
import { CohereRerankVerifier } from './verifiers/cohere-rerank.verifier.js';

export interface SemanticParts extends IndexParts {
  readonly options: ResolvedOptions;
  /** As they were given, to tell what was named from what is a default. */
  readonly given: CacheOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly embeddings: () => EmbeddingService;
  readonly store: ScopedStore;
  readonly digester: KeyDigester;
  readonly observer: CacheObserver;
  readonly onStoreError: (error: unknown) => void;
}

export interface SemanticLayer {
  readonly lookup: SemanticLookup;
  /** To be started and stopped with the store. */
  readonly index: VectorIndex;
  /** Deletes the vectors of one workspace (its digest), or all. */
  readonly forgetVectors: (workspace?: string) => Promise<void>;
}

/**
 * The semantic layer as the options `semantic.*` want it; `undefined` where it is off.
 *
 * @throws CacheConfigurationError when something it needs is missing.
 */
export function createSemantic(parts: SemanticParts): SemanticLayer | undefined {
  const { options, digester, clock, observer, logger, store, onStoreError } = parts;
  const { semantic } = options;
  if (!semantic.enabled) return undefined;
  assertProviderNamed(parts);
  const service = parts.embeddings();
  const decider = createDecider(parts);
  const index = createIndex(parts);
  const lookup = new SemanticLookup({
    embedder: {
      identity: canonicalJson([service.identity, options.embedding.lowerCase]),
      embed: (question, { workspaceId }) => service.embed(question, { workspaceId }),
    },
    index,
    decider,
    comparer: semantic.comparer ?? new NormalisingComparer(),
    notes: new ScopeNotes(store),
    digester,
    clock,
    observer,
    failures: new FailureLog(logger, observer),
    onStoreError,
    settings: {
      timeoutMs: semantic.timeoutMs,
      candidates: semantic.candidates,
      learns: semantic.maxErrorRate !== undefined,
      floor: (request) => decider.floor(request),
    },
  });
  return {
    lookup,
    index,
    forgetVectors: async (workspace) => {
      if (workspace === undefined) await index.clear();
      else await index.drop({ workspace });
    },
  };
}

/** The default embeddings know letters, not meanings: good for a start with other layers, too little for this one. */
function assertProviderNamed({ given, env }: SemanticParts): void {
  if (given.embedding?.provider !== undefined || Boolean(env['CACHE_EMBEDDING_PROVIDER'])) return;
  throw new CacheConfigurationError(
    'nestjs-ai-cache: option "semantic.enabled" (CACHE_SEMANTIC_ENABLED) needs embeddings that know meanings: set option ' +
      '"embedding.provider" (CACHE_EMBEDDING_PROVIDER). "lexical", which compares letters, is used only when it is named.',
  );
}

function createDecider(parts: SemanticParts): StagedDecider {
  const { clinicalGuards: clinical, threshold, thresholds, ...semantic } = parts.options.semantic;
  const verifier = createVerifier(parts);
  return new StagedDecider({
    guards: createGuards(clinical ? { extra: clinicalGuards } : {}),
    threshold,
    thresholds,
    maxErrorRate: semantic.maxErrorRate,
    verifier: verifier && {
      verifier,
      from: Math.min(threshold, ...Object.values(thresholds)),
      to: semantic.verifyBelow,
      timeoutMs: semantic.verifierTimeoutMs,
    },
    clock: parts.clock,
  });
}

function createVerifier({ options, env }: SemanticParts): PairVerifier | undefined {
  const { verifier } = options.semantic;
  if (verifier === 'none') return undefined;
  if (verifier !== 'cohere') return verifier;
  const { provider, apiKey: embeddingKey } = options.embedding;
  const apiKey =
    (provider === 'cohere' ? embeddingKey : undefined) ?? env['COHERE_API_KEY'] ?? env['CO_API_KEY'];
  if (apiKey !== undefined && apiKey !== '') return new CohereRerankVerifier({ apiKey });
  throw new CacheConfigurationError(
    'nestjs-ai-cache: option "semantic.verifier" (CACHE_SEMANTIC_VERIFIER) "cohere" needs an API key: set COHERE_API_KEY or CO_API_KEY.',
  );
}
