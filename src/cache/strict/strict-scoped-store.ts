import { CorruptEntryError } from '../core/errors.js';
import type { Scope } from '../core/scope.js';
import { DelegatingScopedStore } from '../store/delegating-scoped-store.js';
import type {
  BeginRequest,
  BeginResult,
  FillRequest,
  ScopedStore,
  FillResult,
} from '../store/scoped-store.js';
import { askVersion } from './ask-version.js';
import type { ScopeVersionProvider } from './scope-version-provider.js';

/**
 * Strict mode: entries carry the version that their scope had before their data was read, and are hits only while the
 * scope still has it.
 *
 * Why it is enough. A reader asks for the version after it has begun, so it sees every change that was committed before
 * that. An entry with this version was computed by somebody who had asked for the version *before* reading any data,
 * and was told the same one; a version never comes back, so no change was committed between that and now. What was
 * read is therefore what is there. Nothing is asked of events, of clocks or of Redis: an entry may have come back from
 * the dead, and is a hit exactly if it is true.
 *
 * The version is a part of the token, which the flights are keyed by: nobody joins a computation of another version.
 */
export class StrictScopedStore extends DelegatingScopedStore {
  constructor(
    inner: ScopedStore,
    private readonly versions: ScopeVersionProvider,
    /** How long a version is waited for; after that the request is computed and nothing is stored. */
    private readonly timeoutMs: number,
  ) {
    super(inner);
  }

  override async begin(request: BeginRequest): Promise<BeginResult> {
    const { scope } = request;
    if (scope === undefined)
      throw new TypeError('In strict mode a read says in plain whose entry it asks for.');
    // At once: both are asked after the request has begun, and before its data is read.
    const begun = this.inner.begin(request);
    const [{ version }, result] = await Promise.all([this.ask(scope, request, begun), begun]);
    if (result.status === 'miss') return withVersion(result, version);
    let versioned: Versioned | undefined;
    try {
      versioned = read(result.entry);
    } catch {
      return await this.forcedMiss(request, version, 'corrupt');
    }
    if (versioned.version === version) return { ...result, entry: versioned.entry };
    return await this.forcedMiss(request, version, 'invalidated');
  }

  override async fill(request: FillRequest): Promise<FillResult> {
    const { version } = request.token;
    if (version === undefined) return 'refused';
    return await this.inner.fill({ ...request, entry: write({ version, entry: request.entry }) });
  }

  private async ask(
    scope: Scope,
    { address, lease }: BeginRequest,
    begun: Promise<BeginResult>,
  ): Promise<{ version: string }> {
    try {
      return { version: await askVersion(this.versions, scope, this.timeoutMs) };
    } catch (error) {
      // Nothing will come of the lease that was perhaps taken meanwhile; nobody is to wait for it.
      const result = await begun.catch(() => undefined);
      if (lease !== undefined && result?.status === 'miss' && result.lease === 'granted') {
        const held = { address, token: result.token, owner: lease.owner };
        await this.inner.releaseLease(held).catch(() => undefined); // it ends by itself
      }
      throw error;
    }
  }

  /** The token has to be the store's; its fill replaces the entry. The version was read before, which is early enough. */
  private async forcedMiss(
    request: BeginRequest,
    version: string,
    reason: 'invalidated' | 'corrupt',
  ): Promise<BeginResult> {
    const result = await this.inner.begin({ ...request, notBefore: Infinity });
    return result.status === 'miss' ? withVersion({ ...result, reason }, version) : result;
  }
}

interface Versioned {
  readonly version: string;
  readonly entry: Buffer;
}

type Miss = Extract<BeginResult, { status: 'miss' }>;

function withVersion(miss: Miss, version: string): Miss {
  return { ...miss, token: { ...miss.token, version } };
}

const MAGIC = 0xa3;
const HEAD_BYTES = 3;

/** Magic, length of the version in two bytes, the version, the entry. */
function write({ version, entry }: Versioned): Buffer {
  const text = Buffer.from(version, 'utf8');
  const head = Buffer.from([MAGIC, text.length >> 8, text.length & 0xff]);
  return Buffer.concat([head, text, entry]);
}

/** @throws CorruptEntryError for an entry that was stored without a version. */
function read(bytes: Buffer): Versioned {
  const end = bytes.length < HEAD_BYTES ? Infinity : HEAD_BYTES + bytes.readUInt16BE(1);
  if (bytes[0] !== MAGIC || end > bytes.length) throw new CorruptEntryError('Not an entry with a version.');
  return { version: bytes.toString('utf8', HEAD_BYTES, end), entry: bytes.subarray(end) };
}
