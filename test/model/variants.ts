/**
 * The protocol with one rule broken, and a bounded instance in which that must show. variants.spec.ts asserts the
 * violation and that it is the counterexample's last step; `ends` is the step in which it happens.
 */
import { client, document, reader, THREE, TWO, workspace } from './bounds.js';
import { type Bounds } from './configuration.js';
import { type Rules } from './rules.js';

export interface Variant extends Bounds {
  readonly broken: Partial<Rules>;
  readonly ends: string;
}

const SAME_PROCESS = [reader(0, 1), reader(0, 1)];

export const STALE: Readonly<Record<string, Variant>> = {
  'no fence at fill': {
    broken: { fillChecks: 'none' },
    readers: TWO,
    writers: [client(1)],
    ends: 'read.hit',
  },
  'token taken at write time': {
    broken: { tokenTaken: 'at-write' },
    readers: TWO,
    writers: [client(1)],
    ends: 'read.hit',
  },
  'flights keyed by key only': {
    broken: { flightKey: 'key' },
    readers: SAME_PROCESS,
    writers: [client(1)],
    ends: 'fill.refused',
  },
  'token compared by the client, the write executes later': {
    broken: { compareAt: 'client' },
    readers: TWO,
    writers: [client(1)],
    faults: { late: 1 },
    ends: 'read.hit',
  },
  'counters that restart at 0 after an eviction': {
    broken: { incarnations: 'counters' },
    readers: TWO,
    writers: [workspace],
    faults: { evict: 1 },
    ends: 'read.hit',
  },
  'counters of a client that restart at 0 after an eviction': {
    broken: { incarnations: 'counters' },
    readers: THREE,
    writers: [client(1)],
    faults: { evict: 1 },
    ends: 'read.hit',
  },
  'no replication id, failover': {
    broken: { beginChecks: 'not-replid', fillChecks: 'not-replid' },
    readers: TWO,
    writers: [client(1)],
    faults: { failover: 1 },
    ends: 'read.hit',
  },
  'BEGIN does not compare the replication id, failover': {
    broken: { beginChecks: 'not-replid' },
    readers: TWO,
    writers: [client(1)],
    faults: { failover: 1 },
    ends: 'read.hit',
  },
  'SET w in place of UNLINK w, resent': {
    broken: { workspaceInvalidation: 'set-w' },
    readers: TWO,
    writers: [workspace, workspace],
    faults: { late: 1 },
    ends: 'read.hit',
  },
  'incarnation minted by the client, BEGIN resent': {
    broken: { incarnations: 'client' },
    readers: TWO,
    writers: [client(1)],
    faults: { late: 1 },
    ends: 'read.hit',
  },
  'a client invalidated without the workspace-wide answers': {
    broken: { clientDropsWorkspaceWide: false },
    readers: [reader(0, 0), reader(1, 0)],
    writers: [client(1)],
    ends: 'read.hit',
  },
  'BEGIN does not compare the workspace incarnation': {
    broken: { beginChecks: 'not-w' },
    readers: TWO,
    writers: [workspace],
    ends: 'read.hit',
  },
  'FILL does not compare the scope incarnation': {
    broken: { fillChecks: 'not-g' },
    readers: THREE,
    writers: [client(1)],
    ends: 'read.hit',
  },
  'FILL checks g only and BEGIN not w: one of the two must': {
    broken: { fillChecks: 'only-g', beginChecks: 'not-w' },
    readers: TWO,
    writers: [workspace],
    ends: 'read.hit',
  },
  'without a token (BEGIN timed out) a reader joins any flight of its key': {
    broken: { withoutToken: 'joins' },
    readers: SAME_PROCESS,
    writers: [client(1)],
    faults: { late: 1 },
    ends: 'fill.refused',
  },
  'documents: incarnations not compared at a hit': {
    broken: { documentsCheckedAtHit: false },
    documents: 1,
    readers: TWO,
    writers: [document(0)],
    ends: 'read.hit',
  },
  'documents: d not compared at fill': {
    broken: { documentFence: false },
    documents: 1,
    readers: TWO,
    writers: [document(0)],
    ends: 'read.hit',
  },
  'documents: BEGIN does not mint a missing d': {
    broken: { mintsD: false },
    documents: 1,
    readers: TWO,
    writers: [document(0)],
    ends: 'read.hit',
  },
  'documents: d is not part of the flight’s key': {
    broken: { flightKey: 'key-and-token-without-d' },
    documents: 1,
    readers: SAME_PROCESS,
    writers: [document(0)],
    ends: 'fill.refused',
  },
};

export const FOREIGN: Readonly<Record<string, Variant>> = {
  'the ids of two clients make the same key, and no envelope check': {
    broken: { clientKeysCollide: true, envelopeVerified: false },
    clients: 2,
    readers: [reader(0, 1), reader(1, 2)],
    writers: [],
    ends: 'read.hit',
  },
  'stored bytes put in another scope’s place, and no envelope check': {
    broken: { envelopeVerified: false },
    clients: 2,
    readers: [reader(0, 1), reader(1, 2), reader(1, 2)],
    writers: [],
    faults: { swap: 1, failure: 1 },
    ends: 'read.hit',
  },
};

/** Liveness: a wait that only the lease's end, or nothing at all, could finish. */
export const STRANDED: Readonly<Record<string, Omit<Variant, 'ends'>>> = {
  'an owner that fails keeps its lease': {
    broken: { leaseReleased: false },
    readers: TWO,
    writers: [],
    faults: { failure: 1 },
  },
  'the lease is not handed to the flight that its holder joins': {
    broken: { leaseHandedOver: false },
    readers: SAME_PROCESS,
    writers: [],
  },
};

/**
 * Comparisons that no execution needs as long as the others are there: a second line, kept because a refused fill
 * is reported honestly and a dead entry takes no memory. Explored exhaustively without a violation.
 */
export const REDUNDANT: Readonly<Record<string, Omit<Variant, 'ends'>>> = {
  'FILL compares g but not w: no later BEGIN accepts a hash with a dead #w': {
    broken: { fillChecks: 'not-w' },
    readers: THREE,
    writers: [workspace],
    faults: { evict: 1 },
  },
  'FILL does not compare the replication id: no later BEGIN accepts a hash with a dead #r': {
    broken: { fillChecks: 'not-replid' },
    readers: TWO,
    writers: [client(1), workspace],
    faults: { failover: 1 },
  },
  'FILL compares g alone': {
    broken: { fillChecks: 'only-g' },
    readers: TWO,
    writers: [workspace],
    faults: { failover: 1, evict: 1 },
  },
  'two clients’ ids make the same key, with the envelope check': {
    broken: { clientKeysCollide: true },
    clients: 2,
    readers: [reader(0, 1), reader(1, 1), reader(1, 2)],
    writers: [client(1), client(2)],
  },
};

/** What the protocol does not promise: the checker finds these, and README says so. */
export const LIMITS: Readonly<Record<string, Variant>> = {
  'a slot migrates away, that shard fails over to a lagging replica, the slot migrates back': {
    broken: {},
    readers: TWO,
    writers: [client(1)],
    faults: { migrate: 2, failover: 1 },
    ends: 'read.hit',
  },
};
