import { normalizeQuery } from '../../cache/query/query-normalizer.js';
import type {
  Observation,
  QuestionPair,
  SemanticDecider,
} from '../../cache/semantic/decision/decision.types.js';
import type { IndexSpace, VectorIndex } from '../../cache/semantic/index/vector-index.js';
import type { StreamItem } from './stream-item.js';
import type { Answered, Refusal } from './tally.js';

/** How many neighbours are looked at, as in the cache. */
const CANDIDATES = 8;
/** Longer than any replay: nothing of a stream expires. */
const TTL_MS = 86_400_000;
const SPACE: IndexSpace = { workspace: 'stream', client: '_', partition: 'stream', embedding: 'stream' };

interface CachedAnswer {
  readonly question: string;
  readonly answerKey: string;
  readonly observations: Observation[];
}

export interface StreamCacheParts {
  readonly index: VectorIndex;
  readonly decider: SemanticDecider;
  /** Of every question of the stream. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/**
 * A cache of one scope whose answers are the keys of a stream, so that every wrong hit is known to be one. Key,
 * look-up, decision and learning are the cache's own; left out is what does not change which answer is served: stores,
 * leases, invalidation, other scopes.
 */
export class StreamCache {
  private readonly entries = new Map<string, CachedAnswer>();

  constructor(private readonly parts: StreamCacheParts) {}

  /** Answers a question and learns from it. @throws the reason of `signal`. */
  async ask({ text, answerKey }: StreamItem, signal: AbortSignal): Promise<Answered> {
    signal.throwIfAborted();
    const key = normalizeQuery(text, false);
    const exact = this.entries.get(key);
    const refused: Refusal[] = [];
    if (exact !== undefined) {
      return { source: 'exact', right: exact.answerKey === answerKey, explored: false, refused };
    }
    const vector = this.parts.vectors.get(text) as Float32Array;
    let explored = false;
    for (const { pointer, similarity } of await this.parts.index.search(SPACE, vector, CANDIDATES)) {
      const candidate = this.entries.get(pointer) as CachedAnswer;
      const right = candidate.answerKey === answerKey;
      const pair: QuestionPair = { asked: text, cached: candidate.question, similarity };
      const decision = await this.parts.decider.decide(pair, candidate.observations, signal);
      if (decision.outcome === 'serve') return { source: 'semantic', right, explored, refused };
      if (decision.outcome === 'explore') {
        explored = true;
        candidate.observations.push({ similarity, same: right });
        this.parts.decider.learn?.(pair, right);
        break;
      }
      // Most neighbours are simply not near enough; only who says no to one that is, is worth knowing.
      if (decision.stage === 'similarity') break;
      refused.push({ by: refuser(decision.stage, decision.reason), right });
    }
    this.entries.set(key, { question: text, answerKey, observations: [] });
    await this.parts.index.add(SPACE, key, vector, TTL_MS);
    return { source: 'miss', right: true, explored, refused };
  }
}

/** A guard's name, which begins the reason of that stage; of any other stage, its own. */
function refuser(stage: string, reason: string): string {
  return stage === 'guards' ? (reason.split(':')[0] as string) : stage;
}
