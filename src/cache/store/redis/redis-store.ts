import type { EntryAddress, ScopeAddress } from '../../core/address.js';
import { nonce } from '../../core/incarnation.js';
import type { Token } from '../../core/token.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  HeldLease,
  InvalidationOutcome,
  NoteRequest,
  ScopedStore,
  StoreHealth,
  FillResult,
} from '../scoped-store.js';
import { connected } from './connected.js';
import { inTime } from './deadline.js';
import { missingCapabilities, detectCapabilities, type RedisCapabilities } from './redis-capabilities.js';
import { RedisInvalidation } from './redis-invalidation.js';
import { RedisNotes } from './redis-notes.js';
import type { RedisStoreOptions } from './redis-store.options.js';
import { RedisScan } from './redis-scan.js';
import { RedisSweeper } from './redis-sweeper.js';
import { runScript, unavailable, type ScriptReply } from './script-runner.js';
import { BEGIN } from './scripts/begin.lua.js';
import { FILL } from './scripts/fill.lua.js';
import { LEASE } from './scripts/lease.lua.js';

/** A scope's hash outlives a computation of this length; a longer one is refused its fill. */
const MIN_HASH_TTL_MS = 15 * 60_000;
/** The workspace's incarnation outlives every entry under it; losing it would cost misses. */
const WORKSPACE_TTL_FACTOR = 4;
/** What a scope's hash holds beside entries, and notes and leases that are few: its incarnations. */
const OWN_FIELDS = 4;
const FILL_RESULTS = ['refused', 'stored', 'full'] as const;
/** Stands for "force a miss" where Lua reads a number. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** The store on Redis or Valkey, 7.0 and later: one server, Sentinel or Cluster. */
export class RedisStore implements ScopedStore {
  // Until the servers were asked, assume the least: fields that cannot expire.
  private capabilities: RedisCapabilities | undefined;
  private readonly nonce = nonce();
  private mints = 0;
  private readonly sweeper: RedisSweeper;
  private readonly invalidation: RedisInvalidation;
  private readonly keptNotes: RedisNotes;
  private readonly onError = (): void => undefined;
  private detection: Promise<void> = Promise.resolve();
  private readonly onReady = (): void => {
    this.detection = this.detect();
  };

  constructor(private readonly options: RedisStoreOptions) {
    const scan = new RedisScan(options.connection);
    this.sweeper = new RedisSweeper(options.connection, options.keys, scan);
    this.invalidation = new RedisInvalidation(options, scan);
    this.keptNotes = new RedisNotes(options);
  }

  async start(): Promise<void> {
    const { client, owned } = this.options.connection;
    // Without a listener ioredis prints every reconnect's error; commands reject and health says `down` anyway.
    client.on('error', this.onError);
    client.on('ready', this.onReady);
    if (owned) {
      try {
        await connected(this.options.connection);
      } catch (error) {
        this.options.warn(
          `Redis is not reachable yet (${errorName(error)}); answers are computed until it is.`,
        );
        return;
      }
    }
    // A host's client may have been ready before there was a listener.
    if (!owned && client.status === 'ready') this.onReady();
    await this.detection;
  }

  async stop(): Promise<void> {
    const { client, owned } = this.options.connection;
    await this.sweeper.stop();
    client.off('ready', this.onReady);
    // Of a connection that has ended already, disconnect() would start a timer that keeps the process alive.
    if (owned && client.status !== 'end' && client.status !== 'close') client.disconnect();
    // After disconnect(), so that its own last errors still have a listener; a host's client keeps none of ours.
    client.off('error', this.onError);
    if (owned) client.on('error', this.onError);
  }

  health(): StoreHealth {
    const connected = this.options.connection.client.status === 'ready';
    const notes = this.capabilities === undefined ? [] : missingCapabilities(this.capabilities);
    if (!connected) notes.unshift('Redis is not connected.');
    const status = !connected ? 'down' : this.capabilities?.info === false ? 'degraded' : 'up';
    return { kind: this.capabilities?.server ?? 'redis', status, notes };
  }

  async begin({ address, now, notBefore, lease, ttlMs }: BeginRequest): Promise<BeginResult> {
    const reply = await this.run(BEGIN, address, [
      address.field,
      address.tag,
      this.clientNonce(),
      Math.max(ttlMs, MIN_HASH_TTL_MS),
      this.workspaceTtl(ttlMs),
      Math.floor(now),
      Math.min(Math.ceil(notBefore), NEVER),
      lease?.owner ?? '',
      lease?.ttlMs ?? 0,
      this.options.settleMs ?? 0,
    ]);
    return readBegin(reply);
  }

  async fill(request: FillRequest): Promise<FillResult> {
    const { address, token, entry, createdAt, expiresAt } = request;
    const ttlMs = Math.max(1, Math.ceil(expiresAt - createdAt));
    const reply = await this.run(FILL, address, [
      token.workspace,
      token.scope,
      token.tag,
      token.documents,
      token.replication,
      address.field,
      address.tag,
      Math.floor(createdAt),
      Math.floor(expiresAt),
      entry,
      ttlMs,
      this.workspaceTtl(ttlMs),
      request.leaseOwner ?? '',
      this.capabilities?.fieldTtl === true ? '1' : '0',
      this.clientNonce(),
      request.documents.join(','),
      (this.options.maxScopeEntries ?? 2 ** 31) + OWN_FIELDS,
    ]);
    return FILL_RESULTS[Number(reply)] ?? 'refused';
  }

  async renewLease(lease: HeldLease, ttlMs: number): Promise<boolean> {
    return (await this.lease(lease, ttlMs)) === 1;
  }

  async releaseLease(lease: HeldLease): Promise<void> {
    await this.lease(lease, 0);
  }

  note(request: NoteRequest): Promise<boolean> {
    return this.keptNotes.add(request);
  }

  notes(scope: ScopeAddress, names: readonly string[]): Promise<readonly (readonly Buffer[])[]> {
    return this.keptNotes.of(scope, names);
  }

  invalidateClient(scope: ScopeAddress): Promise<InvalidationOutcome> {
    return this.invalidation.client(scope);
  }

  invalidateWorkspace(workspace: string): Promise<InvalidationOutcome> {
    return this.invalidation.workspace(workspace);
  }

  invalidateTag(scope: ScopeAddress, tag: string): Promise<InvalidationOutcome> {
    return this.invalidation.tag(scope, tag, this.clientNonce());
  }

  invalidateDocument(workspace: string, document: string): Promise<InvalidationOutcome> {
    return this.invalidation.document(workspace, document);
  }

  clear(): Promise<InvalidationOutcome> {
    return this.invalidation.everything();
  }

  sweep(workspace: string): Promise<number> {
    return this.sweeper.sweep(workspace);
  }

  private run(
    script: typeof BEGIN,
    address: EntryAddress,
    args: readonly (string | number | Buffer)[],
  ): Promise<ScriptReply> {
    const { keys, connection } = this.options;
    const names = [keys.workspace(address.workspace), keys.scope(address)];
    return inTime(connection, runScript(connection.client, script, names, args));
  }

  private lease({ address, owner, token }: HeldLease, ttlMs: number): Promise<ScriptReply> {
    const incarnations = [token.workspace, token.scope, token.tag];
    return this.run(LEASE, address, [address.field, owner, Math.ceil(ttlMs), address.tag, ...incarnations]);
  }

  /** Never repeats; the server's time at execution is added to it. */
  private clientNonce(): string {
    return `${this.nonce}-${(++this.mints).toString(36)}`;
  }

  private workspaceTtl(ttlMs: number): number {
    return Math.ceil(Math.max(ttlMs, MIN_HASH_TTL_MS) * WORKSPACE_TTL_FACTOR);
  }

  private async detect(): Promise<void> {
    let found: RedisCapabilities;
    try {
      const { connection } = this.options;
      found = await inTime(connection, detectCapabilities(connection.client));
    } catch (error) {
      this.options.warn(`Redis did not tell what it can do (${errorName(error)}); the least is assumed.`);
      return;
    }
    const before = this.capabilities;
    this.capabilities = found;
    if (before?.info === found.info && before.fieldTtl === found.fieldTtl) return;
    for (const note of missingCapabilities(found)) this.options.warn(note);
  }
}

function readBegin(reply: ScriptReply): BeginResult {
  if (!Array.isArray(reply)) throw unavailable('begin', new TypeError('unknown reply'));
  const [status, ...rest] = reply;
  if (String(status) === 'hit' && Buffer.isBuffer(rest[0])) {
    return { status: 'hit', ...readStored(rest[0]) };
  }
  const [reason, lease, workspace, scope, tag, documents, replication, settling] = rest.map(String);
  const token = { workspace, scope, tag, documents, replication } as Token;
  // A tag has no incarnation until it is invalidated, and keeps the one it then has until the hash dies.
  const tagRenewed = tag !== '-';
  return { status: 'miss', token, reason, lease, tagRenewed, settling: settling === '1' } as BeginResult;
}

/** Takes `<created> <expires> <tag> <document>=<incarnation>,...\n<envelope>` apart. */
function readStored(stored: Buffer): { entry: Buffer; documents: string[] } {
  const end = stored.indexOf(0x0a);
  const list = stored.toString('latin1', stored.lastIndexOf(0x20, end) + 1, end);
  const documents = list === '' ? [] : list.split(',').map((pair) => pair.slice(0, pair.indexOf('=')));
  return { entry: stored.subarray(end + 1), documents };
}

function errorName(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown error';
}
