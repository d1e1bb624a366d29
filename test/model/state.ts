/**
 * The model's state. Everything is a small integer so that a state encodes into a short string.
 *
 * - Source data is one clock: the number of commits so far. A value is the clock at which its source data was
 *   read. "Read before the commit of invalidation k" is then `value < k`, exactly the wording of property P.
 * - Incarnations, replication ids and nonces are symbols: compared for equality only, 0 is "missing", never reused.
 * - Scopes are numbered: 0 is the workspace-wide one (`c:_`), 1.. are clients (`c:C`).
 */
export type Sym = number;

export const WORKSPACE_WIDE = 0;

export interface Entry {
  /** The source clock at which the value's data was read. */
  readonly value: number;
  /** The scope the value was computed for; in the product it is bound into the envelope. */
  readonly scope: number;
  /** For each document the incarnation it had when stored, 0 = not used. */
  readonly documents: readonly Sym[];
}

export interface Hash {
  readonly g: Sym;
  readonly w: Sym;
  readonly r: Sym;
  readonly entry: Entry | null;
  /** The holder of the fill lease, 0 = absent or expired. */
  readonly lease: number;
}

export interface Server {
  readonly replid: Sym;
  readonly w: Sym;
  readonly d: Sym;
  readonly documents: readonly Sym[];
  readonly hashes: readonly (Hash | null)[];
}

export interface Token {
  readonly w: Sym;
  readonly g: Sym;
  readonly r: Sym;
  readonly d: Sym;
}

/**
 * idle (-> resending: the reply was lost) -> begun (BEGIN missed) -> joined | waiting (another holds the lease) | leading -> computed -> done.
 * `stamped`: only in the broken variants, between a late token or comparison and the write.
 */
export enum Phase {
  idle,
  resending,
  begun,
  joined,
  waiting,
  leading,
  computed,
  stamped,
  done,
}

export interface Reader {
  readonly phase: Phase;
  /** What P demands of this read: the newest commit whose invalidation was acknowledged when the read started. */
  readonly demand: number;
  readonly documentDemand: readonly number[];
  /** The token to fill with; null = may not fill. */
  readonly token: Token | null;
  /** The token its flight is registered under; differs from `token` once a waiter has begun anew. */
  readonly flight: Token | null;
  /** The holder id under which this reader's flight holds the fill lease, 0 = none. */
  readonly lease: number;
  readonly value: number;
  /** Bit set of the documents the computation used. */
  readonly used: number;
  readonly leader: number;
  /** The nonce of a request that is resent (only the variant with client-minted incarnations needs it). */
  readonly nonce: Sym;
}

export interface Writer {
  readonly committed: number;
  readonly acknowledged: boolean;
  readonly nonce: Sym;
}

/** A command the client has given up on, or that was sent twice: it may execute at any later time, or never. */
export type Message =
  | { readonly type: 'begin'; readonly reader: number; readonly nonce: Sym }
  | { readonly type: 'fill'; readonly reader: number; readonly fill: Fill }
  | { readonly type: 'invalidate'; readonly writer: number; readonly nonce: Sym };

export interface Fill {
  readonly token: Token;
  readonly value: number;
  readonly used: number;
  readonly lease: number;
}

export const FAULTS = [
  'late',
  'evict',
  'flush',
  'restart',
  'failover',
  'crash',
  'failure',
  'leaseEnd',
  'giveUp',
  'swap',
  'migrate',
] as const;
export type Fault = (typeof FAULTS)[number];
/** How often each fault may still happen; Infinity for what only takes time. */
export type Budget = Readonly<Record<Fault, number>>;

export interface State {
  readonly clock: number;
  readonly server: Server;
  /** What a replica or the disk holds: a prefix of the primary's history, chosen freely. */
  readonly replica: Server | null;
  /** The replication id of the other shard, to which the slot can migrate. */
  readonly otherReplid: Sym;
  /** For each scope the newest commit whose invalidation is acknowledged. */
  readonly acknowledged: readonly number[];
  readonly documentAcknowledged: readonly number[];
  readonly readers: readonly Reader[];
  readonly writers: readonly Writer[];
  readonly net: readonly Message[];
  readonly left: Budget;
  /** The next unused symbol; not part of the state's identity, see encode.ts. */
  readonly nextSym: Sym;
}

/** A copy of the array with one element replaced. */
export function put<T>(list: readonly T[], index: number, value: T): T[] {
  const copy = list.slice();
  copy[index] = value;
  return copy;
}
