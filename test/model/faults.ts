/** What can go wrong at any moment, each as often as the configuration's budget allows. */
import { type Configuration } from './configuration.js';
import { finish, type Out } from './fills.js';
import { begin, fill, invalidate } from './server.js';
import { type Fault, type Hash, type Message, Phase, put, type Server, type State } from './state.js';

export function faultSteps(config: Configuration, state: State, out: Out): void {
  const { server, left, nextSym } = state;
  const happens = (fault: Fault, kind: string, who: number, changed: Partial<State>): void => {
    const next: State = {
      ...state,
      ...changed,
      left: { ...left, [fault]: left[fault] - 1 },
      nextSym: nextSym + 1,
    };
    // Time passes without anyone's fault, so a lease may be relied on to end.
    out.push({ kind, who, fault: fault !== 'leaseEnd', next });
  };

  state.net.forEach((message, who) => {
    const net = state.net.filter((_, index) => index !== who);
    const executed = execute(config, state, message);
    out.push({
      kind: `late.${message.type}`,
      who,
      fault: true,
      next: { ...executed, net, nextSym: nextSym + 1 },
    });
  });

  if (left.evict > 0)
    evictions(server).forEach((less, who) => happens('evict', 'evict', who, { server: less }));
  if (left.flush > 0) happens('flush', 'flush', 0, { server: emptied(server) });
  if (left.restart > 0) {
    happens('restart', 'restart.empty', 0, { server: { ...emptied(server), replid: nextSym } });
    happens('restart', 'restart.complete', 0, { server: { ...server, replid: nextSym } });
  }
  if (left.failover > 0) {
    // Asynchronous copies hold some prefix of the history; which one is guessed when it is the present.
    if (state.replica === null)
      out.push({ kind: 'replica.lags', who: 0, fault: true, next: { ...state, replica: server } });
    else happens('failover', 'failover', 0, { server: { ...state.replica, replid: nextSym } });
  }
  if (left.migrate > 0) {
    // The slot moves to the other shard, with its bytes and to its own replication; the copies begin there anew.
    const moved = { ...server, replid: state.otherReplid };
    happens('migrate', 'migrate', 0, { server: moved, otherReplid: server.replid, replica: null });
  }
  if (left.leaseEnd > 0) {
    server.hashes.forEach((hash, who) => {
      if (hash === null || hash.lease === 0) return;
      happens('leaseEnd', 'lease.ends', who, { server: withHash(server, who, { ...hash, lease: 0 }) });
    });
  }
  if (left.swap > 0)
    swaps(server).forEach((swapped, who) => happens('swap', 'swap', who, { server: swapped }));
  if (left.crash > 0) {
    for (const process of new Set(config.readers.map((reader) => reader.process))) {
      const crashed = crash(config, state, process);
      if (crashed !== undefined) happens('crash', 'crash', process, crashed);
    }
  }
}

/** A command executes although nobody awaits its reply any more. */
function execute(config: Configuration, state: State, message: Message): State {
  const { rules } = config;
  if (message.type === 'invalidate') {
    const server = invalidate(rules, state.server, config.writers[message.writer]!, message.nonce);
    return { ...state, server };
  }
  const scope = config.readers[message.reader]!.scope;
  if (message.type === 'fill')
    return { ...state, server: fill(rules, state.server, scope, state.nextSym, message.fill)[0] };
  const mint = message.nonce === 0 ? state.nextSym : message.nonce;
  return { ...state, server: begin(rules, state.server, scope, mint, message.reader + 1).server };
}

/** Every way to lose one key. Expiry of a key is the same loss; a field's expiry (an entry alone) is the last kind. */
function evictions(server: Server): Server[] {
  const less: Server[] = [];
  if (server.w !== 0) less.push({ ...server, w: 0 });
  if (server.d !== 0) less.push({ ...server, d: 0 });
  server.documents.forEach((incarnation, document) => {
    if (incarnation !== 0) less.push({ ...server, documents: put(server.documents, document, 0) });
  });
  server.hashes.forEach((hash, slot) => {
    if (hash === null) return;
    less.push(withHash(server, slot, null));
    if (hash.entry !== null) less.push(withHash(server, slot, { ...hash, entry: null }));
  });
  return less;
}

function emptied(server: Server): Server {
  return {
    ...server,
    w: 0,
    d: 0,
    documents: server.documents.map(() => 0),
    hashes: server.hashes.map(() => null),
  };
}

/** Someone with write access to Redis puts one scope's stored bytes in another's place. */
function swaps(server: Server): Server[] {
  const swapped: Server[] = [];
  server.hashes.forEach((from, source) => {
    server.hashes.forEach((to, target) => {
      if (source === target || from === null || from.entry === null || to === null) return;
      swapped.push(withHash(server, target, { ...to, entry: from.entry }));
    });
  });
  return swapped;
}

/** A process dies: its running reads end without an answer, what it had sent may still execute. */
function crash(config: Configuration, state: State, process: number): State | undefined {
  let crashed = state;
  state.readers.forEach((reader, who) => {
    const running = reader.phase !== Phase.idle && reader.phase !== Phase.done;
    if (running && config.readers[who]!.process === process) crashed = finish(crashed, who);
  });
  return crashed === state ? undefined : crashed;
}

function withHash(server: Server, slot: number, hash: Hash | null): Server {
  return { ...server, hashes: put(server.hashes, slot, hash) };
}
