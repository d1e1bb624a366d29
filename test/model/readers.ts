/** What a read does: BEGIN, join or lead a flight, wait for the lease, read the source, FILL. */
import { type Configuration } from './configuration.js';
import { finish, judge, land, type Out, sendFill, spend, withReader, write } from './fills.js';
import { begin, release } from './server.js';
import { Phase, put, type Reader, type State, type Token } from './state.js';

export function readerSteps(config: Configuration, state: State, out: Out): void {
  state.readers.forEach((reader, who) => {
    switch (reader.phase) {
      case Phase.idle:
        if (firstIdleOfItsKind(config, state, who)) start(config, state, who, out);
        break;
      case Phase.resending:
        start(config, state, who, out);
        break;
      case Phase.begun:
        join(config, state, who, out);
        break;
      case Phase.waiting:
        poll(config, state, who, out);
        break;
      case Phase.leading:
        readSource(config, state, who, out);
        break;
      case Phase.computed:
        write(config, state, who, out);
        break;
      case Phase.stamped:
        sendFill(config, state, who, out);
        break;
      case Phase.joined:
      case Phase.done:
        break;
    }
  });
}

/** Idle readers of one process and scope are interchangeable: only the first starts, the others' runs are its. */
function firstIdleOfItsKind({ readers }: Configuration, state: State, who: number): boolean {
  const mine = readers[who]!;
  const before = readers[who - 1];
  const twin = before?.process === mine.process && before.scope === mine.scope;
  return !twin || state.readers[who - 1]!.phase !== Phase.idle;
}

/** Starting to read and executing BEGIN are one step: to start earlier could only lessen what P demands. */
function start(config: Configuration, state: State, who: number, out: Out): void {
  const scope = config.readers[who]!.scope;
  const asked = state.readers[who]!;
  const first = asked.phase === Phase.idle;
  const { acknowledged, documentAcknowledged } = state;
  const reader = first
    ? { ...asked, demand: acknowledged[scope]!, documentDemand: documentAcknowledged }
    : asked;
  const clientMinted = config.rules.incarnations === 'client';
  const fresh = reader.nonce === 0;
  const nonce = clientMinted ? (fresh ? state.nextSym : reader.nonce) : 0;
  const mint = clientMinted ? nonce : state.nextSym;
  const begun = begin(config.rules, state.server, scope, mint, who + 1);
  const after: State = { ...state, server: begun.server, nextSym: state.nextSym + 1 };
  const entry = begun.entry;
  if (entry !== null && (entry.scope === scope || !config.rules.envelopeVerified)) {
    const broken = judge(config, scope, reader, entry);
    out.push({ kind: 'read.hit', who, fault: false, next: finish(after, who), ...broken });
  } else {
    // An entry whose envelope names another scope is a miss; the server took no lease then, so none is awaited.
    const lease = begun.granted ? who + 1 : 0;
    const phase = entry === null ? Phase.begun : Phase.leading;
    const begunReader: Reader = { ...reader, phase, token: begun.token, flight: begun.token, lease };
    const next = { ...after, readers: put(state.readers, who, begunReader) };
    out.push({ kind: entry === null ? 'read.miss' : 'read.foreign', who, fault: false, next });
    if (state.left.late > 0) {
      const message = { type: 'begin', reader: who, nonce } as const;
      out.push({
        kind: 'read.sent-twice',
        who,
        fault: true,
        next: { ...spend(next), net: [...state.net, message] },
      });
    }
  }
  if (state.left.late > 0) {
    const lost = put(state.readers, who, { ...reader, phase: Phase.resending, nonce });
    out.push({ kind: 'read.reply-lost', who, fault: true, next: { ...spend(after), readers: lost } });
    const alone: Reader = { ...reader, phase: Phase.begun, token: null, flight: null, nonce };
    const message = { type: 'begin', reader: who, nonce } as const;
    const timedOut = {
      ...spend(state),
      readers: put(state.readers, who, alone),
      net: [...state.net, message],
    };
    out.push({ kind: 'read.timed-out', who, fault: true, next: { ...timedOut, nextSym: state.nextSym + 1 } });
  }
}

/** BEGIN has answered; between that and this step anything may have happened, also in this process. */
function join(config: Configuration, state: State, who: number, out: Out): void {
  const reader = state.readers[who]!;
  const leader = state.readers.findIndex((other, index) => joinable(config, reader, who, other, index));
  if (leader === -1) {
    const phase = reader.token === null || reader.lease !== 0 ? Phase.leading : Phase.waiting;
    out.push({ kind: 'flight.leads', who, fault: false, next: withReader(state, who, { ...reader, phase }) });
    return;
  }
  let joined = withReader(state, who, {
    ...reader,
    phase: Phase.joined,
    leader,
    token: null,
    flight: null,
    lease: 0,
  });
  const flight = state.readers[leader]!;
  // BEGIN replies may overtake each other: the flight's leader then waits for a lease that this very process holds.
  if (reader.lease !== 0 && flight.phase === Phase.waiting && config.rules.leaseHandedOver) {
    joined = withReader(joined, leader, {
      ...flight,
      phase: Phase.leading,
      token: reader.token,
      lease: reader.lease,
    });
  }
  out.push({ kind: 'flight.joins', who, fault: false, next: joined });
}

function joinable(config: Configuration, reader: Reader, who: number, other: Reader, index: number): boolean {
  const mine = config.readers[who]!;
  const theirs = config.readers[index]!;
  const running =
    other.phase === Phase.waiting ||
    other.phase === Phase.leading ||
    other.phase === Phase.computed ||
    other.phase === Phase.stamped;
  if (!running || mine.process !== theirs.process || mine.scope !== theirs.scope) return false;
  if (config.rules.flightKey === 'key') return true;
  if (reader.flight === null) return config.rules.withoutToken === 'joins';
  return (
    other.flight !== null &&
    sameToken(reader.flight, other.flight, config.rules.flightKey === 'key-and-token')
  );
}

function sameToken(a: Token, b: Token, withDocuments: boolean): boolean {
  return a.w === b.w && a.g === b.g && a.r === b.r && (!withDocuments || a.d === b.d);
}

/** A waiter begins anew: the owner's value, the lease, or more waiting. */
function poll(config: Configuration, state: State, who: number, out: Out): void {
  const reader = state.readers[who]!;
  const scope = config.readers[who]!.scope;
  const begun = begin(config.rules, state.server, scope, state.nextSym, who + 1);
  const after: State = { ...state, server: begun.server, nextSym: state.nextSym + 1 };
  if (begun.entry !== null && (begun.entry.scope === scope || !config.rules.envelopeVerified)) {
    out.push({ who, fault: false, ...land(config, after, who, begun.entry, 'wait.hit') });
  } else {
    const granted = begun.granted || begun.entry !== null;
    const phase = granted ? Phase.leading : Phase.waiting;
    const next = withReader(after, who, {
      ...reader,
      phase,
      token: begun.token,
      lease: begun.granted ? who + 1 : 0,
    });
    out.push({ kind: granted ? 'wait.takes-over' : 'wait.again', who, fault: false, next });
  }
  if (state.left.giveUp > 0) {
    const left = { ...state.left, giveUp: state.left.giveUp - 1 };
    const next = withReader({ ...state, left }, who, { ...reader, phase: Phase.leading, token: null });
    out.push({ kind: 'wait.gives-up', who, fault: true, next });
  }
}

/** All source data is read at one moment: the earliest of several reads, which P judges most severely. */
function readSource(config: Configuration, state: State, who: number, out: Out): void {
  const reader = state.readers[who]!;
  const twice =
    config.singleComputation && state.readers.some((other, index) => rival(config, state, who, other, index));
  for (let used = 0; used < 1 << config.documents; used += 1) {
    const next = withReader(state, who, { ...reader, phase: Phase.computed, value: state.clock, used });
    const violation = 'two computations run at once under one token';
    out.push({ kind: 'source.read', who, fault: false, next, ...(twice ? { violation } : {}) });
  }
  if (state.left.failure > 0) {
    const left = { ...state.left, failure: state.left.failure - 1 };
    const server = release(config.rules, state.server, config.readers[who]!.scope, reader.lease);
    out.push({ kind: 'source.fails', who, fault: true, next: finish({ ...state, left, server }, who) });
  }
}

function rival(config: Configuration, state: State, who: number, other: Reader, index: number): boolean {
  const mine = state.readers[who]!;
  return (
    index !== who &&
    other.phase === Phase.computed &&
    config.readers[index]!.scope === config.readers[who]!.scope &&
    mine.token !== null &&
    other.token !== null &&
    sameToken(mine.token, other.token, true)
  );
}
