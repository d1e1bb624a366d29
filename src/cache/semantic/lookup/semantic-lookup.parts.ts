import type { Clock } from '../../core/clock.js';
import type { KeyDigester } from '../../core/digest.js';
import type { CacheObserver } from '../../core/observer.js';
import type { SemanticRequest } from '../../engine/engine.types.js';
import type { AnswerComparer } from '../comparison/answer-comparer.js';
import type { SemanticDecider } from '../decision/decision.types.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { FailureLog } from './failure-log.js';
import type { ScopeNotes } from './scope-notes.js';

/** Who makes the vectors of questions. */
export interface QuestionEmbedder {
  /** The name of the space the vectors live in: those of two models cannot be compared. */
  readonly identity: string;
  embed(question: string, options: { readonly workspaceId: string }): Promise<Float32Array>;
}

/** What the search for similar questions is put together from. */
export interface SemanticLookupParts {
  readonly embedder: QuestionEmbedder;
  readonly index: VectorIndex;
  readonly decider: SemanticDecider;
  /** Tells what an explored computation teaches. */
  readonly comparer: AnswerComparer;
  readonly notes: ScopeNotes;
  readonly digester: KeyDigester;
  readonly clock: Clock;
  readonly observer: CacheObserver;
  readonly failures: FailureLog;
  /** Called with errors of the store. */
  readonly onStoreError: (error: unknown) => void;
  readonly settings: SemanticSettings;
}

export interface SemanticSettings {
  /** For the vector and the search together, in milliseconds. */
  readonly timeoutMs: number;
  /** How many neighbours are looked at. */
  readonly candidates: number;
  /** Whether observations are read and noted. */
  readonly learns: boolean;
  /** The cosine below which nothing can be served: such neighbours are not read. */
  readonly floor: (request: SemanticRequest) => number;
}
