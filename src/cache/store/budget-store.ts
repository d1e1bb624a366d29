/** A budget as its store knows it. Amounts are whole nano-USD (1e-9 USD), so that sums are exact. */
export interface BudgetAccount {
  /** Names the budget and its owner; any text. */
  readonly key: string;
  /** Length of a window in milliseconds, aligned to the Unix epoch (86,400,000 is a UTC day); 0 for one without end. */
  readonly windowMs: number;
}

export interface BudgetReservation {
  readonly account: BudgetAccount;
  /** Unique to the call; the same id twice is one reservation. */
  readonly id: string;
  readonly amount: number;
  readonly limit: number;
  /** After this many milliseconds it no longer counts: its process has died. */
  readonly ttlMs: number;
}

export interface BudgetBalance {
  /** Settled in the current window. */
  readonly spent: number;
  /** Set aside for calls in flight. */
  readonly reserved: number;
}

/**
 * The port to whatever adds up spending, for all processes together. Each method is one atomic step.
 *
 * Every method rejects when the store could not do it.
 */
export interface BudgetStore {
  /** Sets the amount aside if `spent + reserved + amount <= limit`. The balance is that before the reservation. */
  reserve(reservation: BudgetReservation): Promise<BudgetBalance & { readonly granted: boolean }>;
  /**
   * Replaces a reservation by what was really spent. Counts once, however often it is sent, and counts too when the
   * reservation has expired meanwhile.
   */
  settle(account: BudgetAccount, id: string, amount: number): Promise<void>;
  balance(account: BudgetAccount): Promise<BudgetBalance>;
}
