/**
 * The bounded instances that protocol.spec.ts explores exhaustively. Each names who acts and how often which fault
 * may happen; docs/model.md has them as a table. Every run includes all interleavings, and the faults at any moment.
 */
import { type Bounds } from './configuration.js';
import { type Target } from './server.js';

export const reader = (process: number, scope: number): { process: number; scope: number } => ({
  process,
  scope,
});
export const client = (scope: number): Target => ({ kind: 'client', scope });
export const document = (number: number): Target => ({ kind: 'document', document: number });
export const workspace: Target = { kind: 'workspace' };

/** Two readers of one process, who can share a flight, and one of another process; all ask the same question. */
export const THREE = [reader(0, 1), reader(0, 1), reader(1, 1)];
/** Two processes, each with one reader. */
export const TWO = [reader(0, 1), reader(1, 1)];

/** A run, and the steps that must occur in it: a run in which nothing is stored or hit would prove nothing. */
export interface Run extends Bounds {
  readonly states: number;
  readonly reaches: readonly string[];
}

const SERVED = ['read.hit', 'fill.stored', 'fill.refused', 'write.acknowledged'];

export const RUNS: Readonly<Record<string, Run>> = {
  'races: 4 readers in 2 processes, client and workspace invalidated': {
    readers: [reader(0, 1), reader(0, 1), reader(1, 1), reader(1, 1)],
    writers: [client(1), workspace],
    reaches: [...SERVED, 'flight.joins', 'wait.hit', 'wait.takes-over'],
    states: 160_000,
  },
  'races: a client and the workspace-wide scope': {
    readers: [reader(0, 0), reader(1, 0), reader(1, 1)],
    writers: [client(1), workspace],
    reaches: [...SERVED],
    states: 40_000,
  },
  'races: 2 clients, one of them invalidated': {
    clients: 2,
    readers: [reader(0, 1), reader(1, 1), reader(1, 2)],
    writers: [client(1), client(1)],
    reaches: [...SERVED],
    states: 14_000,
  },
  'late and doubled commands: client invalidated, any 2 commands': {
    readers: THREE,
    writers: [client(1)],
    faults: { late: 2 },
    reaches: [...SERVED, 'late.fill', 'late.begin', 'late.invalidate', 'fill.sent-twice', 'read.reply-lost'],
    states: 140_000,
  },
  'late and doubled commands: workspace invalidated twice, any 2 commands': {
    readers: TWO,
    writers: [workspace, workspace],
    faults: { late: 2 },
    reaches: [...SERVED, 'late.fill', 'late.begin', 'late.invalidate', 'write.sent-twice'],
    states: 80_000,
  },
  'late and doubled commands: client and workspace invalidated, 1 command': {
    readers: TWO,
    writers: [client(1), workspace],
    faults: { late: 1 },
    reaches: [...SERVED, 'late.fill', 'late.begin', 'late.invalidate'],
    states: 30_000,
  },
  'lost keys: any 2 keys or entries, workspace invalidated': {
    readers: THREE,
    writers: [workspace],
    faults: { evict: 2 },
    reaches: [...SERVED, 'evict'],
    states: 100_000,
  },
  'lost keys: an eviction and a flush, client invalidated': {
    readers: THREE,
    writers: [client(1)],
    faults: { evict: 1, flush: 1 },
    reaches: [...SERVED, 'evict', 'flush'],
    states: 80_000,
  },
  'restart: with all data or none, twice, client and workspace invalidated': {
    readers: TWO,
    writers: [client(1), workspace],
    faults: { restart: 2 },
    reaches: [...SERVED, 'restart.empty', 'restart.complete'],
    states: 35_000,
  },
  'failover: to any earlier state, twice, client invalidated': {
    readers: THREE,
    writers: [client(1)],
    faults: { failover: 2 },
    reaches: [...SERVED, 'failover'],
    states: 65_000,
  },
  'failover: to any earlier state, twice, client and workspace invalidated': {
    readers: TWO,
    writers: [client(1), workspace],
    faults: { failover: 2 },
    reaches: [...SERVED, 'failover'],
    states: 70_000,
  },
  'failover: to any earlier state, and a late or doubled command': {
    readers: TWO,
    writers: [client(1)],
    faults: { failover: 1, late: 1 },
    reaches: [...SERVED, 'failover', 'late.fill'],
    states: 25_000,
  },
  'slot migration: there and back, client invalidated': {
    readers: THREE,
    writers: [client(1)],
    faults: { migrate: 2 },
    reaches: [...SERVED, 'migrate'],
    states: 20_000,
  },
  'documents: a document invalidated, a late command or a lost key': {
    documents: 1,
    readers: TWO,
    writers: [document(0)],
    faults: { late: 1, evict: 1 },
    reaches: [...SERVED, 'late.fill', 'late.invalidate', 'evict'],
    states: 35_000,
  },
  'documents: 2 documents invalidated': {
    documents: 2,
    readers: TWO,
    writers: [document(0), document(1)],
    reaches: [...SERVED],
    states: 5_000,
  },
  'documents: shared flights and leases, a document and the client invalidated': {
    documents: 1,
    readers: THREE,
    writers: [document(0), client(1)],
    reaches: [...SERVED, 'flight.joins', 'wait.hit', 'wait.takes-over'],
    states: 10_000,
  },
  'documents: failover to any earlier state': {
    documents: 1,
    readers: TWO,
    writers: [document(0)],
    faults: { failover: 2 },
    reaches: [...SERVED, 'failover'],
    states: 11_000,
  },
  'isolation: stored bytes put in another scope’s place, twice': {
    clients: 2,
    readers: [reader(0, 1), reader(1, 1), reader(1, 2)],
    writers: [client(1)],
    faults: { swap: 2 },
    reaches: ['read.hit', 'read.foreign', 'fill.stored', 'swap'],
    states: 6_000,
  },
};

/** Runs that also check that every read can end without help from a fault. */
export const LEASE_RUNS: Readonly<Record<string, Run>> = {
  'leases: 4 readers, client invalidated, no faults: one computation at a time, all reads end': {
    readers: [reader(0, 1), reader(0, 1), reader(1, 1), reader(1, 1)],
    writers: [client(1)],
    singleComputation: true,
    reaches: [...SERVED, 'flight.joins', 'wait.hit', 'wait.takes-over'],
    states: 5_000,
  },
  'leases: 3 processes, no faults: one computation at a time, all reads end': {
    readers: [reader(0, 1), reader(1, 1), reader(2, 1)],
    writers: [workspace, client(1)],
    singleComputation: true,
    reaches: [...SERVED, 'wait.hit', 'wait.takes-over'],
    states: 33_000,
  },
  'leases: a failing computation releases its waiters without the lease’s end': {
    readers: [reader(0, 1), reader(0, 1), reader(1, 1), reader(1, 1)],
    writers: [client(1)],
    faults: { failure: 1 },
    reaches: [...SERVED, 'source.fails', 'wait.takes-over'],
    states: 10_000,
  },
  'leases: processes die, commands are late, waiters give up, leases end at any time': {
    readers: TWO,
    writers: [client(1)],
    faults: { crash: 1, late: 2, giveUp: 1, leaseEnd: Infinity },
    reaches: [
      ...SERVED,
      'crash',
      'lease.ends',
      'late.fill',
      'wait.gives-up',
      'compute.returns',
      'wait.takes-over',
    ],
    states: 30_000,
  },
};
