/**
 * What Redis does, one function per script or command, each atomic, in the order of the Lua scripts' checks.
 */
import { type Rules } from './rules.js';
import {
  type Entry,
  type Fill,
  type Hash,
  put,
  type Server,
  type Sym,
  type Token,
  WORKSPACE_WIDE,
} from './state.js';

export interface Begun {
  readonly server: Server;
  readonly token: Token;
  /** A live entry, or null: a miss. */
  readonly entry: Entry | null;
  /** Whether the caller now holds the fill lease (only after a miss). */
  readonly granted: boolean;
}

/** Which hash a scope's answers live in. */
export function slotOf(rules: Rules, scope: number): number {
  return rules.clientKeysCollide && scope !== WORKSPACE_WIDE ? 1 : scope;
}

/** BEGIN. `mint` is the symbol this execution mints, `holder` identifies the caller towards the lease. */
export function begin(rules: Rules, server: Server, scope: number, mint: Sym, holder: number): Begun {
  const counters = rules.incarnations === 'counters';
  const slot = slotOf(rules, scope);
  const w = server.w === 0 ? (counters ? -1 : mint) : server.w;
  const d = server.d === 0 && rules.mintsD ? mint : server.d;
  const found = server.hashes[slot] ?? null;
  const current =
    found !== null &&
    (rules.beginChecks === 'not-w' || found.w === w) &&
    (rules.beginChecks === 'not-replid' || found.r === server.replid);
  // A counter of 0 is what a missing hash starts with; an invalidation counts it on (see `invalidate`).
  const hash: Hash = current
    ? found
    : { g: counters ? -1 : mint, w, r: server.replid, entry: null, lease: 0 };
  const entry = hash.entry !== null && documentsCurrent(rules, server, hash.entry) ? hash.entry : null;
  // A holder that asks again sent its BEGIN twice: it must not wait for itself.
  const granted = entry === null && (hash.lease === 0 || hash.lease === holder);
  const kept: Hash = { ...hash, entry, lease: granted ? holder : hash.lease };
  return {
    server: { ...server, w, d, hashes: put(server.hashes, slot, kept) },
    token: { w, g: hash.g, r: server.replid, d },
    entry,
    granted,
  };
}

function documentsCurrent(rules: Rules, server: Server, entry: Entry): boolean {
  if (!rules.documentsCheckedAtHit) return true;
  return entry.documents.every((stored, document) => stored === 0 || stored === server.documents[document]);
}

/** FILL. Stores only if the whole token is still current; either way the caller's lease ends. */
export function fill(
  rules: Rules,
  server: Server,
  scope: number,
  mint: Sym,
  request: Fill,
): [Server, boolean] {
  const slot = slotOf(rules, scope);
  const hash = server.hashes[slot] ?? null;
  if (!fillAllowed(rules, server, hash, request))
    return [release(rules, server, scope, request.lease), false];
  const documents = server.documents.map((incarnation, document) =>
    (request.used & (1 << document)) !== 0 && incarnation === 0 ? mint : incarnation,
  );
  const stored = documents.map((incarnation, document) =>
    (request.used & (1 << document)) === 0 ? 0 : incarnation,
  );
  // Only an unchecked write can meet a missing key: it creates a live hash, as a plain HSET or SET would.
  const w = server.w === 0 ? mint : server.w;
  const target = hash ?? { g: mint, w, r: server.replid, entry: null, lease: 0 };
  const lease = target.lease === request.lease ? 0 : target.lease;
  const entry: Entry = { value: request.value, scope, documents: stored };
  return [{ ...server, w, documents, hashes: put(server.hashes, slot, { ...target, entry, lease }) }, true];
}

function fillAllowed(rules: Rules, server: Server, hash: Hash | null, { token, used }: Fill): boolean {
  const { fillChecks } = rules;
  if (fillChecks === 'none' || rules.compareAt === 'client') return true;
  if (hash === null) return false;
  if (fillChecks !== 'not-replid' && fillChecks !== 'only-g' && server.replid !== token.r) return false;
  if (fillChecks !== 'not-w' && fillChecks !== 'only-g' && (server.w !== token.w || hash.w !== token.w))
    return false;
  if (fillChecks !== 'not-g' && hash.g !== token.g) return false;
  return used === 0 || !rules.documentFence || server.d === token.d;
}

/** The comparison that the variant with a client-side check does before its unchecked write. */
export function matches(server: Server, scope: number, token: Token): boolean {
  const hash = server.hashes[scope] ?? null;
  return server.replid === token.r && server.w === token.w && hash !== null && hash.g === token.g;
}

/** The owner gives its lease back: after a failure, or after a refused fill. */
export function release(rules: Rules, server: Server, scope: number, holder: number): Server {
  const slot = slotOf(rules, scope);
  const hash = server.hashes[slot] ?? null;
  if (!rules.leaseReleased || hash === null || holder === 0 || hash.lease !== holder) return server;
  return { ...server, hashes: put(server.hashes, slot, { ...hash, lease: 0 }) };
}

export type Target =
  | { readonly kind: 'client'; readonly scope: number }
  | { readonly kind: 'workspace' }
  | { readonly kind: 'document'; readonly document: number };

/** INVALIDATE: one UNLINK of several keys, in which `nonce` only matters to the variant that writes it into `w`. */
export function invalidate(rules: Rules, server: Server, target: Target, nonce: Sym): Server {
  if (target.kind === 'document') {
    return { ...server, d: 0, documents: put(server.documents, target.document, 0) };
  }
  const counters = rules.incarnations === 'counters';
  const hashes = server.hashes.slice();
  if (target.kind === 'workspace') {
    hashes[WORKSPACE_WIDE] = null;
    if (counters) return { ...server, w: server.w - 1 - (server.w === 0 ? 1 : 0), hashes };
    return { ...server, w: rules.workspaceInvalidation === 'set-w' ? nonce : 0, hashes };
  }
  const slot = slotOf(rules, target.scope);
  hashes[slot] = counters ? counted(server, hashes[slot] ?? null) : null;
  if (rules.clientDropsWorkspaceWide) hashes[WORKSPACE_WIDE] = null;
  return { ...server, hashes };
}

/** The next counter with no entries: what `DEL` of the entries and `HINCRBY #g` leave behind. */
function counted(server: Server, hash: Hash | null): Hash {
  const w = server.w === 0 ? -1 : server.w;
  return { g: (hash?.g ?? -1) - 1, w: hash?.w ?? w, r: server.replid, entry: null, lease: 0 };
}
