import { PROTOCOL, type Rules } from './rules.js';
import { type Target } from './server.js';
import { type Budget, FAULTS, Phase, type Reader, type State, type Writer } from './state.js';

/** One bounded instance of the model: who acts, and how often which fault may happen. */
export interface Configuration {
  readonly rules: Rules;
  /** Clients beside the workspace-wide scope. */
  readonly clients: number;
  /** Documents a computation may or may not use. */
  readonly documents: number;
  /** Each reader reads once. Identical readers must stand next to each other. */
  readonly readers: readonly { readonly process: number; readonly scope: number }[];
  /** Each writer commits once and then invalidates. Identical writers must stand next to each other. */
  readonly writers: readonly Target[];
  readonly faults: Partial<Budget>;
  /** Also report two computations at once under one token (only true without faults and giving up). */
  readonly singleComputation: boolean;
}

export type Bounds = Pick<Configuration, 'readers' | 'writers'> & Partial<Configuration>;

export function configuration(bounds: Bounds): Configuration {
  return { rules: PROTOCOL, clients: 1, documents: 0, faults: {}, singleComputation: false, ...bounds };
}

const IDLE: Reader = {
  phase: Phase.idle,
  demand: 0,
  documentDemand: [],
  token: null,
  flight: null,
  lease: 0,
  value: 0,
  used: 0,
  leader: 0,
  nonce: 0,
};

const WAITING: Writer = { committed: 0, acknowledged: false, nonce: 0 };

export function initialState({ clients, documents, readers, writers, faults }: Configuration): State {
  const none = (length: number): number[] => new Array<number>(length).fill(0);
  return {
    clock: 0,
    server: {
      replid: 1,
      w: 0,
      d: 0,
      documents: none(documents),
      hashes: new Array<null>(clients + 1).fill(null),
    },
    replica: null,
    otherReplid: 2,
    acknowledged: none(clients + 1),
    documentAcknowledged: none(documents),
    readers: readers.map(() => ({ ...IDLE, documentDemand: none(documents) })),
    writers: writers.map(() => WAITING),
    net: [],
    left: Object.fromEntries(FAULTS.map((fault) => [fault, faults[fault] ?? 0])) as Budget,
    nextSym: 3,
  };
}
