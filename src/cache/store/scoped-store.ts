import type { EntryAddress, ScopeAddress } from '../core/address.js';
import type { Scope } from '../core/scope.js';
import type { Token } from '../core/token.js';

/**
 * The port to whatever holds scoped entries. An implementation is correct if it keeps these contracts; the
 * conformance suite of `nestjs-ai-cache/testing` checks them.
 *
 * Every method either does what it says or rejects; a rejection says nothing about whether the command was executed
 * or will be later (a lost reply, a resent or delayed command), and the contracts hold in each case.
 */
export interface ScopedStore {
  /** Opens connections; resolves even if the store is down (it is a cache), rejects for a wrong configuration. */
  start(): Promise<void>;
  /** Ends background work and closes what `start` opened, nothing that the host supplied. */
  stop(): Promise<void>;
  health(): StoreHealth;

  /**
   * BEGIN: the read, atomic, made before any source data is read. A hit is an entry whose incarnations (workspace,
   * scope, tag, documents, replication history) are all current. Anything else is a miss with a token for the fill;
   * incarnations that are missing are minted by the store and never repeat.
   */
  begin(request: BeginRequest): Promise<BeginResult>;

  /**
   * FILL: stores the entry in one atomic step with the comparison of the whole token; `refused` when any incarnation
   * has changed since BEGIN; `full` when the scope holds as many entries as it may. May be executed late or twice without harm. Ends the lease of `leaseOwner`.
   */
  fill(request: FillRequest): Promise<FillResult>;

  /** Prolongs a lease that `owner` took with `token` and still holds; false when it is no longer theirs. */
  renewLease(lease: HeldLease, ttlMs: number): Promise<boolean>;
  /** Ends a lease that is still held, so that a waiter can take over at once. */
  releaseLease(lease: HeldLease): Promise<void>;

  /**
   * Keeps a note in the scope, appended under its name in one atomic step; of more than `max` under one name the oldest
   * go. Notes belong to the scope's present incarnation and end with it. No note makes an entry true or untrue, or is
   * counted as one. False, and nothing is kept, where the scope has no current incarnation: then it has no entry either.
   *
   * A store may end the incarnation of a scope that has notes under very many names.
   */
  note(request: NoteRequest): Promise<boolean>;
  /** The notes of the scope's present incarnation under each of these names, oldest first; in the order of the names. */
  notes(scope: ScopeAddress, names: readonly string[]): Promise<readonly (readonly Buffer[])[]>;

  /** Makes the client's entries and the workspace-wide ones untrue, stored or being computed, in O(1). */
  invalidateClient(scope: ScopeAddress): Promise<InvalidationOutcome>;
  /** Makes every entry of the workspace untrue, stored or being computed, in O(1). */
  invalidateWorkspace(workspace: string): Promise<InvalidationOutcome>;
  /** Makes the entries of one tag in one scope untrue, stored or being computed, in O(1). */
  invalidateTag(scope: ScopeAddress, tag: string): Promise<InvalidationOutcome>;
  /** Makes untrue whatever was made from this document, and refuses running fills that used any document. O(1). */
  invalidateDocument(workspace: string, document: string): Promise<InvalidationOutcome>;
  /** Makes everything of this namespace untrue and deletes it. O(keys); acknowledged when all of it is gone. */
  clear(): Promise<InvalidationOutcome>;

  /**
   * Physically deletes what an invalidation of the workspace left behind, and resolves to how many entries that were.
   * What other invalidations made untrue may stay until it is asked for, expires or goes with its scope.
   */
  sweep(workspace: string): Promise<number>;
}

export type FillResult = 'stored' | 'refused' | 'full';

export interface LeaseRequest {
  /** Unique to the process. */
  readonly owner: string;
  readonly ttlMs: number;
}

export interface HeldLease {
  readonly address: EntryAddress;
  readonly token: Token;
  readonly owner: string;
}

export interface BeginRequest {
  readonly address: EntryAddress;
  /** The reader's time, ms since the epoch: an entry that expires at or before it is a miss. */
  readonly now: number;
  /** Only entries created at or after this time are hits; `Infinity` forces a miss. Ms since the epoch, 0 for any. */
  readonly notBefore: number;
  /** Asks for the right to compute when there is no hit. */
  readonly lease?: LeaseRequest | undefined;
  /** How long an entry of this layer may live; the store keeps incarnations at least that long. Ms. */
  readonly ttlMs: number;
  /** Whose entry it is, in plain, for a store that asks the application about the scope. Not to be stored. */
  readonly scope?: Scope | undefined;
}

export type BeginResult =
  | {
      readonly status: 'hit';
      readonly entry: Buffer;
      /** Digests of the documents it was made from. */
      readonly documents: readonly string[];
    }
  | {
      readonly status: 'miss';
      readonly token: Token;
      readonly reason: 'absent' | 'expired' | 'invalidated' | 'refresh' | 'corrupt';
      /** `granted`: this owner computes. `held`: another process does. `none`: no lease was asked for. */
      readonly lease: 'granted' | 'held' | 'none';
      /**
       * Whether the tag was invalidated since the scope's incarnation began. If not, every entry of this incarnation,
       * of whatever tag, was begun after the tag's last invalidation. May be true without need, never false wrongly.
       */
      readonly tagRenewed: boolean;
      /**
       * An incarnation of the token is younger than the store's settle window. What is computed now may have been read
       * from where the change has not arrived yet: it is not to be stored. No lease is granted.
       */
      readonly settling: boolean;
    };

export interface FillRequest {
  readonly address: EntryAddress;
  readonly token: Token;
  readonly entry: Buffer;
  /** Ms since the epoch. */
  readonly createdAt: number;
  /** Ms since the epoch. */
  readonly expiresAt: number;
  /** Digests of the documents the value was made from. */
  readonly documents: readonly string[];
  readonly leaseOwner?: string | undefined;
}

export interface NoteRequest {
  readonly scope: ScopeAddress;
  /** Letters, digits, `_`, `-` and `:`, up to 100 of them. */
  readonly name: string;
  /** Any bytes, up to some hundred. */
  readonly note: Buffer;
  /** How many notes are kept under this name, at least 1. */
  readonly max: number;
}

export interface InvalidationOutcome {
  /** True when no read that starts from now on can be served what was made untrue. */
  readonly acknowledged: boolean;
  /** Entries (running computations included) found in the scopes concerned at that moment. */
  readonly entries: number;
  /** Why it was not acknowledged. */
  readonly reason?: 'replicas' | 'resharding' | 'store_unavailable';
  /** Where it is kept until the store can execute it; absent where the caller must repeat it. */
  readonly pending?: 'memory' | 'journal';
}

export interface StoreHealth {
  readonly kind: string;
  readonly status: 'up' | 'degraded' | 'down';
  /** What is missing or wrong, as sentences without ids or content. */
  readonly notes: readonly string[];
  /** Absent where the store cannot be away. */
  readonly state?: 'healthy' | 'open' | 'fenced';
  /** How many targets of invalidations wait until the store can be reached. */
  readonly pendingInvalidations?: number;
}
