import { FAULTS, Phase, type Server, type State, type Sym, type Token } from './state.js';

const numbers: number[] = [];
const renamed = new Map<Sym, number>();

/**
 * Symbols are renamed in the order in which this walk meets them. The model compares them for equality only and
 * never reuses one, so states that differ by such a renaming behave alike, and those with ever new incarnations
 * stay finite. Symbols below 0 are the literal numbers of the variant with counters and keep their identity.
 */
function sym(value: Sym): void {
  if (value <= 0) {
    numbers.push(100 - value);
    return;
  }
  let name = renamed.get(value);
  if (name === undefined) {
    name = 150 + renamed.size;
    renamed.set(value, name);
  }
  numbers.push(name);
}

function token(value: Token | null): void {
  if (value === null) {
    numbers.push(0);
    return;
  }
  sym(value.w);
  sym(value.g);
  sym(value.r);
  sym(value.d);
}

function server(value: Server | null): void {
  if (value === null) {
    numbers.push(0);
    return;
  }
  sym(value.replid);
  sym(value.w);
  sym(value.d);
  for (const document of value.documents) sym(document);
  for (const hash of value.hashes) {
    if (hash === null) {
      numbers.push(0);
      continue;
    }
    sym(hash.g);
    sym(hash.w);
    sym(hash.r);
    numbers.push(hash.lease);
    if (hash.entry === null) {
      numbers.push(0);
    } else {
      numbers.push(1 + hash.entry.value, hash.entry.scope);
      for (const document of hash.entry.documents) sym(document);
    }
  }
}

/** The identity of a state. A finished reader keeps nothing: what it returned was checked in that step. */
export function encode(state: State): string {
  numbers.length = 0;
  renamed.clear();
  numbers.push(state.clock);
  server(state.server);
  server(state.replica);
  sym(state.otherReplid);
  numbers.push(...state.acknowledged, ...state.documentAcknowledged);
  for (const reader of state.readers) {
    numbers.push(reader.phase);
    sym(reader.nonce);
    if (reader.phase === Phase.idle || reader.phase === Phase.done) continue;
    numbers.push(
      reader.demand,
      ...reader.documentDemand,
      reader.lease,
      reader.value,
      reader.used,
      reader.leader,
    );
    token(reader.token);
    token(reader.flight);
  }
  for (const writer of state.writers) {
    numbers.push(writer.committed, writer.acknowledged ? 1 : 0);
    sym(writer.nonce);
  }
  for (const message of state.net) {
    if (message.type === 'fill') {
      numbers.push(1, message.reader, message.fill.value, message.fill.used, message.fill.lease);
      token(message.fill.token);
    } else if (message.type === 'begin') {
      numbers.push(2, message.reader);
      sym(message.nonce);
    } else {
      numbers.push(3, message.writer);
      sym(message.nonce);
    }
  }
  for (const fault of FAULTS) numbers.push(state.left[fault]);
  return String.fromCharCode(...numbers);
}
