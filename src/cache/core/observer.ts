/** Why a request was served without asking the cache, or without its help. */
export type BypassReason =
  | 'disabled'
  /** There is no authenticated tenant, or what names the client is not one id. */
  | 'no_scope'
  | 'no_query'
  /** Key material that is not JSON. */
  | 'invalid_key'
  /** Key material longer than `maxKeyLength`. */
  | 'key_too_long'
  /** `when` said no. */
  | 'condition'
  | 'request_no_store'
  /** The handler answers by itself, or the method or the body is not one whose answers can be kept. */
  | 'unsupported'
  /** The request waited for an equal one, whose answer turned out to be for that one only. */
  | 'not_shareable'
  /** A function of the application's that makes the key threw or gave something unusable. */
  | 'resolver_failed';

export type FillOutcome =
  /** The entry is stored. */
  | 'stored'
  /** Something was invalidated (or evicted, or the server changed) since the computation began. */
  | 'refused'
  /** The computation asked not to be stored. */
  | 'no_store'
  /** Larger than `maxEntryBytes`. */
  | 'too_large'
  /** The scope holds as many entries as it may. */
  | 'full'
  /** The key material is longer than `maxKeyLength`. */
  | 'key_too_long'
  /** As many computations run as may share their answers. */
  | 'too_many'
  /** Not a value the layer's codec can give back. */
  | 'unstorable'
  /** Computed too soon after an invalidation to be sure of, by the option `settleMs`. */
  | 'settling'
  /** The store failed. */
  | 'error'
  /** Caching is switched off. */
  | 'disabled';

export type MissReason = 'absent' | 'expired' | 'invalidated' | 'refresh' | 'corrupt' | 'error';

export type InvalidationReason = string;

/** Where a request's answer came from; `joined`: another request was computing it. */
export type AnswerSource = 'hit' | 'computed' | 'joined' | 'error';

/** How many values came from where. */
export type ValueCounts = Readonly<Record<Exclude<AnswerSource, 'error'>, number>>;

/**
 * What the engine tells of its work. Every method is optional in effect (the default does nothing), must not throw
 * and must not block. `workspaceId` is the plain id: whoever exports it decides about hashing or leaving it out.
 */
export interface CacheObserver {
  /** `savedUsd`: what computing the entry had cost. */
  hit(layer: string, workspaceId: string, savedUsd: number): void;
  miss(layer: string, workspaceId: string, reason: MissReason): void;
  /** The request joined a computation that was running in this process. */
  joined(layer: string, workspaceId: string): void;
  bypass(layer: string, reason: BypassReason): void;
  fill(layer: string, workspaceId: string, outcome: FillOutcome, bytes: number): void;
  /** Seconds from asking the store to its answer. */
  lookup(layer: string, seconds: number, result: 'hit' | 'miss' | 'error'): void;
  /**
   * Seconds from a request's arrival at the cache to its answer. `values`: of a request for several values, where they
   * came from.
   */
  answered(layer: string, seconds: number, source: AnswerSource, values?: ValueCounts): void;
  /** Seconds a computation took. */
  computed(layer: string, seconds: number, result: 'ok' | 'error', spentUsd: number): void;
  corrupt(layer: string): void;
  invalidated(workspaceId: string, reason: InvalidationReason, acknowledged: boolean, entries: number): void;
  /** An entry of a similar question was judged. All three are of a fixed vocabulary, without words of the questions. */
  decided(stage: string, outcome: 'serve' | 'reject' | 'explore', reason: string): void;
  /** Something that the search for similar questions needs did not answer, or not in time. */
  semanticFailed(part: 'embedding' | 'index'): void;
  /** How many targets of invalidations wait for the store to come back. */
  pendingInvalidations(targets: number): void;
  /** Invalidations that waited are applied; `workspaceId` is '' where they were widened beyond one, or it is unknown. */
  replayed(workspaceId: string, invalidations: number): void;
  /** A background sweep deleted this many dead entries physically. */
  swept(entries: number): void;
}

const nothing = (): void => undefined;

export const silentObserver: CacheObserver = {
  hit: nothing,
  miss: nothing,
  joined: nothing,
  bypass: nothing,
  fill: nothing,
  lookup: nothing,
  answered: nothing,
  computed: nothing,
  corrupt: nothing,
  invalidated: nothing,
  decided: nothing,
  semanticFailed: nothing,
  pendingInvalidations: nothing,
  replayed: nothing,
  swept: nothing,
};
