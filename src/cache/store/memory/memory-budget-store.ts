import type { Clock } from '../../core/clock.js';
import type { BudgetAccount, BudgetBalance, BudgetReservation, BudgetStore } from '../budget-store.js';

interface Ledger {
  window: number;
  spent: number;
  readonly reservations: Map<string, { readonly amount: number; readonly expiresAt: number }>;
  /** Reservations that expired and may still be settled. */
  readonly expired: Set<string>;
}

/** Budgets of this process, for applications without Redis. */
export class MemoryBudgetStore implements BudgetStore {
  private readonly ledgers = new Map<string, Ledger>();

  constructor(private readonly clock: Clock) {}

  reserve(reservation: BudgetReservation): Promise<BudgetBalance & { readonly granted: boolean }> {
    const { account, id, amount, limit, ttlMs } = reservation;
    const ledger = this.ledger(account);
    const before = balanceOf(ledger);
    const known = ledger.reservations.has(id);
    const granted = known || before.spent + before.reserved + amount <= limit;
    if (granted && !known) ledger.reservations.set(id, { amount, expiresAt: this.clock.now() + ttlMs });
    return Promise.resolve({ ...before, granted });
  }

  settle(account: BudgetAccount, id: string, amount: number): Promise<void> {
    const ledger = this.ledger(account);
    if (ledger.reservations.delete(id) || ledger.expired.delete(id)) ledger.spent += amount;
    return Promise.resolve();
  }

  balance(account: BudgetAccount): Promise<BudgetBalance> {
    return Promise.resolve(balanceOf(this.ledger(account)));
  }

  private ledger({ key, windowMs }: BudgetAccount): Ledger {
    const now = this.clock.now();
    const window = windowMs === 0 ? 0 : Math.floor(now / windowMs);
    let ledger = this.ledgers.get(key);
    if (ledger === undefined) {
      ledger = { window, spent: 0, reservations: new Map(), expired: new Set() };
      this.ledgers.set(key, ledger);
    }
    if (ledger.window !== window) {
      ledger.window = window;
      ledger.spent = 0;
    }
    for (const [id, { expiresAt }] of ledger.reservations) {
      if (expiresAt > now) continue;
      ledger.reservations.delete(id);
      ledger.expired.add(id);
    }
    return ledger;
  }
}

function balanceOf({ spent, reservations }: Ledger): BudgetBalance {
  let reserved = 0;
  for (const { amount } of reservations.values()) reserved += amount;
  return { spent, reserved };
}
