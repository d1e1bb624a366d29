import { randomUUID } from 'node:crypto';
import { silentObserver } from '../../src/cache/core/observer.js';
import { createCache, type Cache, type CacheOptions, type InvalidationResult } from '../../src/engine.js';

export const COMMAND_TIMEOUT_MS = 250;
/** What a busy machine with few cores may add to a bound; exact figures are the business of bench/outage.mjs. */
export const SLACK_MS = 250;
/** A recovery takes 2 s at the most; a busy machine adds to it. */
export const RECOVERY_MS = 3500;

export interface Answered {
  readonly value: unknown;
  readonly source: string;
  readonly fill?: string;
  readonly ms: number;
}

/** A cache of the engine on a server that will fail, with everything it says. */
export class CacheUnderFault {
  readonly log: string[] = [];
  readonly replayed: { workspaceId: string; invalidations: number }[] = [];
  waiting = 0;
  readonly cache: Cache;

  constructor(redis: NonNullable<CacheOptions['redis']>, options: CacheOptions = {}) {
    this.cache = createCache({
      redis,
      namespace: `outage-${randomUUID()}`,
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
      logger: {
        log: (message) => this.note(message),
        warn: (message) => this.note(message),
      },
      observer: {
        ...silentObserver,
        pendingInvalidations: (targets) => (this.waiting = targets),
        replayed: (workspaceId, invalidations) => this.replayed.push({ workspaceId, invalidations }),
      },
      ...options,
    });
  }

  start(): Promise<void> {
    return this.cache.start();
  }

  get state(): string {
    return this.cache.health().state;
  }

  async ask(clientId: string, value: unknown, workspaceId = 'w'): Promise<Answered> {
    const started = performance.now();
    const resolution = await this.cache.queries.resolve({ workspaceId, clientId }, 'question', () =>
      Promise.resolve(value),
    );
    const ms = performance.now() - started;
    return resolution.source === 'hit'
      ? { value: await resolution.value(), source: 'hit', ms }
      : { value: resolution.computed, source: resolution.source, fill: resolution.fill, ms };
  }

  private note(message: string): void {
    // What the server cannot do is told when it is known, and is not what is looked at.
    if (!message.startsWith('Hash fields cannot expire')) this.log.push(message);
  }

  invalidate(clientId: string, workspaceId = 'w'): Promise<InvalidationResult> {
    return this.cache.invalidator.client(workspaceId, clientId);
  }
}
