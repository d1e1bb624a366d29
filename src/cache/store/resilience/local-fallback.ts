import type { Clock } from '../../core/clock.js';
import { nonce } from '../../core/incarnation.js';
import type { Token } from '../../core/token.js';
import { MemoryStore } from '../memory/memory-store.js';
import type { BeginRequest, BeginResult, FillRequest, HeldLease, FillResult } from '../scoped-store.js';
import { invalidateIn, type InvalidationTarget } from './invalidation-target.js';

export interface LocalFallbackOptions {
  /** Least recently used entries are evicted above this many bytes. */
  readonly maxBytes: number;
  readonly clock: Clock;
  /** See the option `settleMs`. */
  readonly settleMs?: number | undefined;
  /**
   * How old what is served may be, in milliseconds, where other processes' invalidations are not heard of; `undefined`
   * where there are no other processes.
   */
  readonly maxStalenessMs: number | undefined;
}

/** Marks tokens of the fallback. No server's replication id has a colon. */
const ORIGIN = 'local:';

/**
 * Entries in this process for as long as the store is away. It is empty at first and forgotten afterwards, and knows
 * every invalidation that this process makes. Its tokens carry their origin, this outage's: one of the store's is
 * never compared here, one of here never reaches the store, and none outlives its outage.
 *
 * With several processes the staleness bound holds for joined computations too: tokens change as time goes on, so
 * that nobody joins a flight that began longer ago than the bound.
 */
export class LocalFallback {
  private store: MemoryStore | undefined;
  private outage = '';

  constructor(private readonly options: LocalFallbackOptions) {}

  /** Whether the token was given out by a fallback, this or a former one. */
  static owns({ replication }: Token): boolean {
    return replication.startsWith(ORIGIN);
  }

  async begin(request: BeginRequest): Promise<BeginResult> {
    const { clock, maxBytes, settleMs, maxStalenessMs = Infinity } = this.options;
    if (this.store === undefined) {
      this.store = new MemoryStore({ maxBytes, clock, settleMs });
      this.outage = `${ORIGIN}${nonce()}`;
    }
    const { outage } = this;
    const notBefore = Math.max(request.notBefore, clock.now() - maxStalenessMs);
    const begun = await this.store.begin({ ...request, notBefore });
    if (begun.status === 'hit') return begun;
    return { ...begun, token: { ...begun.token, replication: `${outage}:${this.period()}` } };
  }

  async fill(request: FillRequest): Promise<FillResult> {
    const { store } = this;
    if (store === undefined || !this.isOfThisOutage(request.token)) return 'refused';
    return await store.fill({ ...request, token: asOwn(request.token) });
  }

  async renewLease(lease: HeldLease, ttlMs: number): Promise<boolean> {
    if (this.store === undefined || !this.isOfThisOutage(lease.token)) return false;
    return await this.store.renewLease({ ...lease, token: asOwn(lease.token) }, ttlMs);
  }

  async releaseLease(lease: HeldLease): Promise<void> {
    if (this.store === undefined || !this.isOfThisOutage(lease.token)) return;
    await this.store.releaseLease({ ...lease, token: asOwn(lease.token) });
  }

  /** Executed in this very step. */
  invalidate(target: InvalidationTarget): void {
    if (this.store !== undefined) void invalidateIn(this.store, target);
  }

  /** The outage is over. */
  forget(): void {
    this.store = undefined;
    this.outage = '';
  }

  private isOfThisOutage({ replication }: Token): boolean {
    return this.outage !== '' && replication.startsWith(`${this.outage}:`);
  }

  private period(): string {
    const { clock, maxStalenessMs } = this.options;
    return maxStalenessMs === undefined ? '' : String(Math.floor(clock.now() / maxStalenessMs));
  }
}

/** The token as the memory store gave it out. */
function asOwn(token: Token): Token {
  return { ...token, replication: 'memory' };
}
