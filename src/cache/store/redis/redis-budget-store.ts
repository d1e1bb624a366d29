import type { KeyDigester } from '../../core/digest.js';
import { StoreUnavailableError } from '../../core/errors.js';
import type { BudgetAccount, BudgetBalance, BudgetReservation, BudgetStore } from '../budget-store.js';
import { inTime } from './deadline.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';
import { runScript } from './script-runner.js';
import { BUDGET } from './scripts/budget.lua.js';

/** An account lives this much longer than its window, for calls that settle late. */
const GRACE_MS = 3_600_000;

/** Budgets that all processes on one Redis share. */
export class RedisBudgetStore implements BudgetStore {
  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: RedisKeys,
    private readonly digester: KeyDigester,
  ) {}

  reserve({ account, id, amount, limit, ttlMs }: BudgetReservation): Promise<Reply> {
    return this.step(account, ['reserve', account.windowMs, id, amount, limit, Math.ceil(ttlMs)]);
  }

  async settle(account: BudgetAccount, id: string, amount: number): Promise<void> {
    await this.step(account, ['settle', account.windowMs, id, amount, 0, 0]);
  }

  async balance(account: BudgetAccount): Promise<BudgetBalance> {
    const { spent, reserved } = await this.step(account, ['balance', account.windowMs, '', 0, 0, 0]);
    return { spent, reserved };
  }

  private async step(account: BudgetAccount, args: readonly (string | number)[]): Promise<Reply> {
    const owner = this.digester.digest(account.key);
    const keys = [this.keys.budget(owner), this.keys.budgetReservations(owner)];
    const given = [...args, account.windowMs + GRACE_MS];
    const reply = await inTime(this.connection, runScript(this.connection.client, BUDGET, keys, given));
    if (!Array.isArray(reply)) throw new StoreUnavailableError('Redis gave an unknown reply to budget.');
    const [granted, spent, reserved] = reply.map(Number) as [number, number, number];
    return { granted: granted === 1, spent, reserved };
  }
}

type Reply = BudgetBalance & { readonly granted: boolean };
