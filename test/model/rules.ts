/**
 * The protocol's rules, each of which can be broken alone. `PROTOCOL` is the design; a negative variant changes
 * one rule, and the checker must then find a stale read or another scope's value.
 */
export interface Rules {
  /** FILL: `all` checks the whole token; `none` stores whatever happens; the others leave out one comparison. */
  readonly fillChecks: 'all' | 'none' | 'not-g' | 'not-w' | 'not-replid' | 'only-g';
  /** BEGIN: `all` compares `#w` and `#r` of the hash with the present ones. */
  readonly beginChecks: 'all' | 'not-w' | 'not-replid';
  /** Where the token and the present state are compared: inside FILL, or by the client before an unchecked write. */
  readonly compareAt: 'server' | 'client';
  /** When the token is taken: before the source is read, or just before the write. */
  readonly tokenTaken: 'before-read' | 'at-write';
  /** What a reader must share with a running computation to join it. */
  readonly flightKey: 'key-and-token' | 'key' | 'key-and-token-without-d';
  /** What a reader does whose BEGIN got no answer: compute alone, or join any flight of that key. */
  readonly withoutToken: 'alone' | 'joins';
  /** Who mints incarnations: the server at each execution, the client once a request, or counters from 0. */
  readonly incarnations: 'server' | 'client' | 'counters';
  /** How a workspace is invalidated. */
  readonly workspaceInvalidation: 'unlink-w' | 'set-w';
  /** Whether a client's invalidation also drops the workspace-wide answers. */
  readonly clientDropsWorkspaceWide: boolean;
  /** Whether a hit verifies the scope bound into the entry's envelope. */
  readonly envelopeVerified: boolean;
  /** Whether two clients' ids can make the same key (`a` + `b:c` and `a:b` + `c` glued together). */
  readonly clientKeysCollide: boolean;
  /** BEGIN compares a stored entry's document incarnations with the present ones. */
  readonly documentsCheckedAtHit: boolean;
  /** FILL of an entry with dependencies requires the token's `d`. */
  readonly documentFence: boolean;
  /** BEGIN mints `d` when it is missing; otherwise "missing" is a value that can be equal to itself. */
  readonly mintsD: boolean;
  /** An owner that fails or is refused gives its lease back; otherwise only the lease's end does. */
  readonly leaseReleased: boolean;
  /** A reader that got the lease and joins a waiting flight of its process hands the lease to that flight. */
  readonly leaseHandedOver: boolean;
}

export const PROTOCOL: Rules = {
  fillChecks: 'all',
  beginChecks: 'all',
  compareAt: 'server',
  tokenTaken: 'before-read',
  flightKey: 'key-and-token',
  withoutToken: 'alone',
  incarnations: 'server',
  workspaceInvalidation: 'unlink-w',
  clientDropsWorkspaceWide: true,
  envelopeVerified: true,
  clientKeysCollide: false,
  documentsCheckedAtHit: true,
  documentFence: true,
  mintsD: true,
  leaseReleased: true,
  leaseHandedOver: true,
};
