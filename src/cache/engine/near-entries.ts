import type { EntryAddress, ScopeAddress } from '../core/address.js';
import type { Entry } from '../core/envelope.js';
import type { LayerRequest } from './engine.types.js';

/** The `cache_layer` label of entries that were found by likeness. */
export const SEMANTIC_LAYER = 'semantic';

/**
 * The port to whatever finds the entries of similar questions. The engine trusts none of it: a candidate is a name
 * under which the engine looks itself (see `NearReader`), so the worst that an implementation can do is to let a
 * question be answered by a true answer of the same scope, context and variant to another question.
 */
export interface NearEntries {
  /** One request's search; `undefined` for a request that is not to be answered by likeness. Asks nobody yet. */
  approach(request: LayerRequest<unknown>, address: EntryAddress): Approach | undefined;
  /**
   * Lets neither of two questions of the scope be answered by the other's entry, as long as one of them has one.
   * @throws what the store throws.
   */
  keepApart(scope: ScopeAddress, one: string, other: string): Promise<void>;
  /** Resolves when nothing of what was left to the background is under way any more. */
  settled(): Promise<void>;
}

/** One request's search for an entry, and what it leaves for the searches of others. No method rejects or throws. */
export interface Approach {
  /** Begins, in the background, what an entry of this request has to carry to be found. */
  prepare(): void;
  /** Entries that may answer, nearest first. */
  candidates(): Promise<Candidates>;
  /**
   * Whether an entry found under a candidate's name, true at this moment, may answer the request.
   *
   * @param preview nobody is served: the judgement is only told, and counts and teaches nothing.
   */
  judge(candidate: Candidate, entry: FoundEntry, signal: AbortSignal, preview: boolean): Promise<Judgement>;
  /** There is no true entry under this name. */
  absent(candidate: Candidate): void;
  /** What an entry of this request is to carry, so far as that is known now. */
  annotation(): Buffer | undefined;
  /** An entry of this request was stored with `annotation`. */
  stored(entry: Entry): void;
}

export interface Candidate {
  /** Digest of the normalised question. */
  readonly tag: string;
  /** As the search reports it, which is not believed: -1 to 1. */
  readonly similarity: number;
  /** Whether that is near enough to look at the entry. */
  readonly near: boolean;
}

export interface FoundEntry {
  readonly address: EntryAddress;
  readonly entry: Entry;
}

export type Candidates =
  | { readonly status: 'found'; readonly candidates: readonly Candidate[] }
  /** Something needed for the search failed or is late. */
  | { readonly status: 'unavailable'; readonly part: 'embedding' | 'index' | 'store' };

export interface Judgement {
  /** `explore`: compute, so that it can be learned whether the entry would have been right. */
  readonly outcome: 'serve' | 'reject' | 'explore';
  /** Which stage decided; a label. */
  readonly stage: string;
  /** A fixed phrase without words of the questions. */
  readonly reason: string;
  /** Cosine of the two questions, from the entry's own bytes; absent if it has none. */
  readonly similarity?: number | undefined;
  /** The question that the entry answers, if the entry tells it. */
  readonly question?: string | undefined;
}
