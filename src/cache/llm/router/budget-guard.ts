import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.js';
import type { BudgetAccount, BudgetBalance, BudgetStore } from '../../store/budget-store.js';
import { BudgetExceededError, BudgetUnavailableError } from '../llm.error.js';
import type { BudgetOptions } from './router.options.js';

/** Amounts are kept in whole nano-USD. */
const NANO = 1e9;
const DAY_MS = 86_400_000;
/** How long a reservation outlives the deadline of its call. */
const GRACE_MS = 60_000;
/** Attempts to settle with a store that does not answer, a second apart and then doubling: about 8 minutes. */
const SETTLE_ATTEMPTS = 10;

export interface BudgetGuardParts {
  readonly store: BudgetStore;
  readonly clock: Clock;
  readonly budgets: readonly BudgetOptions[];
  readonly onUnavailable: 'refuse' | 'allow';
}

interface Held {
  readonly account: BudgetAccount;
  readonly id: string;
}

/** Money set aside for a call in all its budgets. */
export interface HeldBudget {
  /** Replaces what was set aside by what was spent. Never rejects; the call's reply does not depend on it. */
  settle(usd: number): Promise<void>;
}

/**
 * Sets the most a call may cost aside before it is made, and replaces it afterwards by what it did cost. What is set
 * aside counts as spent, so two calls at once in two processes cannot both take the last of a budget. It is passed at
 * most by what the calls in flight cost beyond their estimates.
 */
export class BudgetGuard {
  private lostNano = 0;

  constructor(private readonly parts: BudgetGuardParts) {}

  /** USD that could not be booked because the store did not answer for minutes. */
  get unbookedUsd(): number {
    return this.lostNano / NANO;
  }

  /**
   * @throws BudgetExceededError when the call does not fit; BudgetUnavailableError when nobody can say and calls are
   *   to be refused then.
   */
  async hold(usd: number, workspaceId: string | undefined, deadlineMs: number): Promise<HeldBudget> {
    const { store, budgets, onUnavailable } = this.parts;
    const held: Held[] = [];
    const amount = nano(usd);
    for (const budget of budgets) {
      const account = this.account(budget, workspaceId);
      const id = randomUUID();
      const limit = nano(limitOf(budget, workspaceId));
      let balance: BudgetBalance & { readonly granted: boolean };
      try {
        balance = await store.reserve({ account, id, amount, limit, ttlMs: deadlineMs + GRACE_MS });
      } catch (cause) {
        if (onUnavailable === 'allow') continue;
        // The server may have executed it all the same: given back once it answers, or else when it expires.
        void this.settle([...held, { account, id }], 0);
        throw new BudgetUnavailableError(budget.name, { cause });
      }
      if (balance.granted) {
        held.push({ account, id });
        continue;
      }
      await this.settle(held, 0);
      const { spent, reserved } = balance;
      throw new BudgetExceededError(budget.name, limit / NANO, spent / NANO, reserved / NANO, usd);
    }
    return { settle: (spentUsd) => this.settle(held, nano(spentUsd)) };
  }

  /** Spent and set aside now, in USD, by the budget's name. */
  async balances(
    workspaceId: string | undefined,
  ): Promise<Record<string, { spentUsd: number; reservedUsd: number }>> {
    const entries = this.parts.budgets.map(async (budget) => {
      const { spent, reserved } = await this.parts.store.balance(this.account(budget, workspaceId));
      return [budget.name, { spentUsd: spent / NANO, reservedUsd: reserved / NANO }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  private account({ name, per, window }: BudgetOptions, workspaceId: string | undefined): BudgetAccount {
    const owner = per === 'workspace' ? ['workspace', name, workspaceId ?? ''] : ['router', name];
    const windowMs = window === 'day' ? DAY_MS : window === 'never' ? 0 : window;
    return { key: JSON.stringify(owner), windowMs };
  }

  /** The first attempt is waited for; those after it go on in the background. */
  private async settle(held: readonly Held[], amount: number): Promise<void> {
    const failed = await this.attempt(held, amount);
    if (failed.length > 0) void this.settleLater(failed, amount);
  }

  private async settleLater(held: readonly Held[], amount: number): Promise<void> {
    let left = held;
    for (let attempt = 1; attempt < SETTLE_ATTEMPTS && left.length > 0; attempt++) {
      // A timer that keeps no process alive: what could not be given back expires in the store by itself.
      await new Promise<void>((resolve) => this.parts.clock.setTimer(1000 * 2 ** (attempt - 1), resolve));
      left = await this.attempt(left, amount);
    }
    if (left.length > 0) this.lostNano += amount;
  }

  private async attempt(held: readonly Held[], amount: number): Promise<Held[]> {
    const results = await Promise.allSettled(
      held.map(({ account, id }) => this.parts.store.settle(account, id, amount)),
    );
    return held.filter((_, index) => results[index]?.status === 'rejected');
  }
}

function limitOf({ limitUsd }: BudgetOptions, workspaceId: string | undefined): number {
  return typeof limitUsd === 'number' ? limitUsd : limitUsd(workspaceId);
}

function nano(usd: number): number {
  // Up, but not for the noise of floating point.
  return Math.min(Math.ceil(Math.max(0, usd) * NANO - 1e-6), Number.MAX_SAFE_INTEGER);
}
