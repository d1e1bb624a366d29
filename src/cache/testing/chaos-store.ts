import { sleep, systemClock, type Clock } from '../core/clock.js';
import { StoreUnavailableError } from '../core/errors.js';
import type { ScopedStore } from '../store/scoped-store.js';

/** What of a store's calls can go wrong. */
export type ChaosCall = Exclude<keyof ScopedStore, 'start' | 'stop' | 'health'>;

/** How often a call goes wrong in which way, each as a probability from 0 to 1; they are drawn in this order. */
export interface ChaosRates {
  /** The call never reaches the store: it rejects. */
  readonly drop?: number | undefined;
  /** The store does it, but the answer is lost: it rejects. */
  readonly fail?: number | undefined;
  /** The store does it twice, as when a command is sent again after a reconnect; the second answer counts. */
  readonly duplicate?: number | undefined;
  /** The caller is told of a failure at once, and the store does it later, when nobody expects it any more. */
  readonly late?: number | undefined;
  /** The call takes up to `delayMs` longer. */
  readonly delay?: number | undefined;
}

export interface ChaosOptions {
  readonly rates: ChaosRates;
  /** Which calls are concerned; default all. */
  readonly calls?: readonly ChaosCall[] | undefined;
  /** The longest delay, and the latest of the late, in milliseconds; default 50. */
  readonly delayMs?: number | undefined;
  /** Uniform in [0, 1); a seeded one makes a run repeatable. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly clock?: Clock | undefined;
}

/** A store around another one, with a hand on what goes wrong. */
export interface ChaosStore extends ScopedStore {
  /** Other rates from now on; `{}` for none. */
  rates(rates: ChaosRates): void;
  /** How many calls went wrong so far, by way. */
  readonly counts: Readonly<Record<keyof ChaosRates, number>>;
  /** Resolves when whatever was to be done late is done. */
  quiet(): Promise<void>;
}

/**
 * Does to the calls of a store what networks and servers do to them: they are lost before or after they were executed,
 * executed twice, late, or slow. The port's contract is that nothing of this makes a read stale; with this wrapper an
 * application sees what its own users would see.
 *
 * @example
 * ```ts
 * import { chaosStore } from 'nestjs-ai-cache/testing';
 *
 * const store = chaosStore(myStore, { rates: { fail: 0.1, late: 0.1 } });
 * ```
 */
export function chaosStore(inner: ScopedStore, options: ChaosOptions): ChaosStore {
  const { calls, delayMs = 50, random = Math.random, clock = systemClock } = options;
  let current = options.rates;
  const counts = { drop: 0, fail: 0, duplicate: 0, late: 0, delay: 0 };
  const running = new Set<Promise<unknown>>();
  const happens = (way: keyof ChaosRates): boolean => {
    const drawn = random() < (current[way] ?? 0);
    if (drawn) counts[way]++;
    return drawn;
  };
  const pause = (): Promise<void> => sleep(clock, Math.ceil(delayMs * random()));

  async function disturb<R>(name: ChaosCall, call: () => Promise<R>): Promise<R> {
    if (calls !== undefined && !calls.includes(name)) return await call();
    const lost = (): StoreUnavailableError => new StoreUnavailableError(`Chaos: ${name} was lost.`);
    if (happens('drop')) throw lost();
    if (happens('fail')) {
      await call();
      throw lost();
    }
    if (happens('duplicate')) {
      await call();
      return await call();
    }
    if (happens('late')) {
      const later: Promise<unknown> = pause()
        .then(call)
        .catch(() => undefined) // its caller was told of a failure already
        .finally(() => running.delete(later));
      running.add(later);
      throw lost();
    }
    if (happens('delay')) await pause();
    return await call();
  }

  return {
    start: () => inner.start(),
    stop: () => inner.stop(),
    health: () => inner.health(),
    begin: (request) => disturb('begin', () => inner.begin(request)),
    fill: (request) => disturb('fill', () => inner.fill(request)),
    renewLease: (lease, ttlMs) => disturb('renewLease', () => inner.renewLease(lease, ttlMs)),
    releaseLease: (lease) => disturb('releaseLease', () => inner.releaseLease(lease)),
    note: (request) => disturb('note', () => inner.note(request)),
    notes: (scope, names) => disturb('notes', () => inner.notes(scope, names)),
    invalidateClient: (scope) => disturb('invalidateClient', () => inner.invalidateClient(scope)),
    invalidateWorkspace: (workspace) =>
      disturb('invalidateWorkspace', () => inner.invalidateWorkspace(workspace)),
    invalidateTag: (scope, tag) => disturb('invalidateTag', () => inner.invalidateTag(scope, tag)),
    invalidateDocument: (workspace, document) =>
      disturb('invalidateDocument', () => inner.invalidateDocument(workspace, document)),
    clear: () => disturb('clear', () => inner.clear()),
    sweep: (workspace) => disturb('sweep', () => inner.sweep(workspace)),
    rates: (rates) => {
      current = rates;
    },
    counts,
    async quiet() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
