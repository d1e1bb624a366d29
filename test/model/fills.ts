/** How a computation ends: FILL, and the value to everyone who waited for it. */
import { type Configuration } from './configuration.js';
import { type Step } from './explore.js';
import { foreign, freshness } from './properties.js';
import { begin, fill, matches } from './server.js';
import { type Entry, Phase, put, type Reader, type State } from './state.js';

export type Out = Step<State>[];

export function write(config: Configuration, state: State, who: number, out: Out): void {
  const { rules } = config;
  const reader = state.readers[who]!;
  const scope = config.readers[who]!.scope;
  if (reader.token === null) {
    out.push({
      who,
      fault: false,
      ...land(config, state, who, valueOf(config, who, reader), 'compute.returns'),
    });
  } else if (rules.tokenTaken === 'at-write') {
    const begun = begin(rules, state.server, scope, state.nextSym, who + 1);
    const late = { ...state, server: begun.server, nextSym: state.nextSym + 1 };
    const stamped: Reader = { ...reader, phase: Phase.stamped, token: begun.token };
    out.push({ kind: 'fill.takes-token', who, fault: false, next: withReader(late, who, stamped) });
  } else if (rules.compareAt === 'client') {
    const equal = matches(state.server, scope, reader.token);
    const compared: Reader = {
      ...reader,
      phase: equal ? Phase.stamped : Phase.computed,
      token: equal ? reader.token : null,
    };
    out.push({ kind: 'fill.compares', who, fault: false, next: withReader(state, who, compared) });
  } else {
    sendFill(config, state, who, out);
  }
}

/** The fill and the end of the flight. A time-out ends the flight, not the command. */
export function sendFill(config: Configuration, state: State, who: number, out: Out): void {
  const { token, value, used, lease } = state.readers[who]!;
  if (token === null) return;
  const request = { token, value, used, lease };
  const entry = valueOf(config, who, state.readers[who]!);
  const [server, stored] = fill(
    config.rules,
    state.server,
    config.readers[who]!.scope,
    state.nextSym,
    request,
  );
  const filled: State = { ...state, server, nextSym: state.nextSym + 1 };
  out.push({
    who,
    fault: false,
    ...land(config, filled, who, entry, stored ? 'fill.stored' : 'fill.refused'),
  });
  if (state.left.late === 0) return;
  const net = [...state.net, { type: 'fill', reader: who, fill: request } as const];
  out.push({ who, fault: true, ...land(config, { ...spend(state), net }, who, entry, 'fill.timed-out') });
  out.push({ who, fault: true, ...land(config, { ...spend(filled), net }, who, entry, 'fill.sent-twice') });
}

function valueOf(config: Configuration, who: number, { value, used }: Reader): Entry {
  const documents = Array.from({ length: config.documents }, (_, document) => (used >> document) & 1);
  return { value, scope: config.readers[who]!.scope, documents };
}

/** The flight ends: its leader and everyone who joined return this value. */
export function land(config: Configuration, state: State, who: number, entry: Entry, kind: string) {
  const receivers = state.readers.flatMap((_, index) =>
    index === who || joinedTo(state, index, who) ? [index] : [],
  );
  const broken = receivers
    .map((index) => judge(config, config.readers[index]!.scope, state.readers[index]!, entry))
    .find((verdict) => verdict.violation !== undefined);
  return { kind, next: finish(state, who), ...broken };
}

function joinedTo(state: State, index: number, leader: number): boolean {
  const reader = state.readers[index]!;
  return reader.phase === Phase.joined && reader.leader === leader;
}

/** The reader and those who joined it are done. */
export function finish(state: State, who: number): State {
  const readers = state.readers.map((reader, index) =>
    index === who || joinedTo(state, index, who) ? { ...reader, phase: Phase.done, nonce: 0 } : reader,
  );
  return { ...state, readers };
}

export function judge(
  config: Configuration,
  scope: number,
  reader: Reader,
  entry: Entry,
): { violation?: string } {
  return (
    foreign(scope, entry) ?? (config.faults.swap === undefined ? freshness(reader, entry) : undefined) ?? {}
  );
}

export function withReader(state: State, who: number, reader: Reader): State {
  return { ...state, readers: put(state.readers, who, reader) };
}

export function spend(state: State): State {
  return { ...state, left: { ...state.left, late: state.left.late - 1 } };
}
