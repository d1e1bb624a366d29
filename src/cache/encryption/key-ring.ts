import { createHash, hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { GLOBAL } from '../core/address.js';
import type { Clock } from '../core/clock.js';
import { within } from '../core/within.js';
import type { WorkspaceSecrets } from './workspace-secrets.js';

/** A key of the option `encryption.keys`. */
export interface EncryptionKey {
  /** Stands in the clear with every entry: 1 to 32 letters, digits, `.`, `_`, `-`. */
  readonly id: string;
  /** 32 bytes, as base64. */
  readonly key: string;
}

/** What entries of one workspace are sealed with. */
export interface WorkspaceKeys {
  /** The key that encrypts. */
  readonly current: WorkspaceKey;
  /** The key of this id and fingerprint; undefined when there is none (any more). */
  find(id: string, fingerprint: Buffer): WorkspaceKey | undefined;
}

export interface WorkspaceKey {
  readonly id: string;
  /**
   * Tells an entry whose secret was erased from a broken one: of the derived key where there is a secret, else zeros, so
   * that another workspace's entry fails to authenticate and is counted as what it is.
   */
  readonly fingerprint: Buffer;
  readonly bytes: Buffer;
}

export const FINGERPRINT_BYTES = 4;
const KEY_BYTES = 32;
const NO_SECRET = Buffer.alloc(0);

/**
 * How long a process may go on using a workspace's secret that another one has erased, in milliseconds: what it writes
 * meanwhile can be read by nobody who asks for the secret anew.
 */
export const SECRET_CACHE_MS = 60_000;

/**
 * Derives a key for each workspace from the configured ones by HKDF-SHA-256 (RFC 5869): the configured key is the
 * input, the workspace's secret the salt, its digest the info. Without a key store there is no secret, and all keys of
 * all workspaces can be derived from the configured one.
 */
export class KeyRing {
  private readonly masters: readonly { readonly id: string; readonly bytes: Buffer }[];
  private readonly derived = new LRUCache<string, { readonly keys: WorkspaceKeys; readonly until: number }>({
    max: 4096,
  });

  constructor(
    keys: readonly EncryptionKey[],
    private readonly clock: Clock,
    private readonly secrets?: WorkspaceSecrets,
    /** The longest that anybody waits for the key store, in milliseconds. */
    private readonly timeoutMs = Infinity,
  ) {
    this.masters = keys.map(({ id, key }) => ({ id, bytes: Buffer.from(key, 'base64') }));
  }

  /** Rejects when the key store does, or does not answer in time; a late answer is there for the next who asks. */
  async keysOf(workspace: string): Promise<WorkspaceKeys> {
    const known = this.derived.get(workspace);
    if (known !== undefined && this.clock.now() < known.until) return known.keys;
    if (this.timeoutMs === Infinity) return await this.ask(workspace);
    return await within(this.clock, this.timeoutMs, 'The key store', () => this.ask(workspace));
  }

  private async ask(workspace: string): Promise<WorkspaceKeys> {
    const asked = this.clock.now();
    // What all workspaces share belongs to none that could be erased.
    const secrets = workspace === GLOBAL ? undefined : this.secrets;
    const secret = (await secrets?.secretOf(workspace)) ?? NO_SECRET;
    const keys = this.derive(workspace, secret);
    // From before the question: an erasure may have overtaken the answer.
    const until = secrets === undefined ? Infinity : asked + SECRET_CACHE_MS;
    this.derived.set(workspace, { keys, until });
    return keys;
  }

  /** Makes everything that was sealed for the workspace unreadable. False: there is no key store that could. */
  async erase(workspace: string): Promise<boolean> {
    if (this.secrets === undefined) return false;
    await this.secrets.erase(workspace);
    this.derived.delete(workspace);
    return true;
  }

  private derive(workspace: string, secret: Buffer): WorkspaceKeys {
    const keys = this.masters.map(({ id, bytes: master }): WorkspaceKey => {
      const info = `nestjs-ai-cache entry ${workspace}`;
      const bytes = Buffer.from(hkdfSync('sha256', master, secret, info, KEY_BYTES));
      const fingerprint =
        secret.length === 0
          ? Buffer.alloc(FINGERPRINT_BYTES)
          : createHash('sha256').update(bytes).digest().subarray(0, FINGERPRINT_BYTES);
      return { id, bytes, fingerprint };
    });
    const [current] = keys;
    if (current === undefined) throw new RangeError('A key ring needs a key.');
    return {
      current,
      find: (id, fingerprint) => keys.find((key) => key.id === id && key.fingerprint.equals(fingerprint)),
    };
  }
}
