import { Inject, Injectable } from '@nestjs/common';
import { eq, inArray, sql } from 'drizzle-orm';
import { DATABASE, type Database } from '../database/database.types.js';
import { outboxEvents } from '../database/schema.js';
import type { Clock } from '../../index.js';
import { CLOCK } from '../time/time.module.js';
import type { ClaimedEvent, OutboxMessage } from './outbox.types.js';

/** How long a claim lasts: longer than a delivery may take, short enough that a crashed owner's rows move on. */
export const CLAIM_MS = 10_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

const claimed = {
  id: outboxEvents.id,
  attempts: outboxEvents.attempts,
  name: outboxEvents.name,
  payload: outboxEvents.payload,
};

/** The outbox table. A row is deleted only after delivery, so that whatever crashes, it is delivered at least once. */
@Injectable()
export class OutboxStore {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Adds the events to the transaction of the change they tell of, claimed for the writer, who delivers them right
   * after the commit. If it crashes in between, the claim runs out and any relay takes them.
   */
  append(tx: Database, messages: readonly OutboxMessage[]): Promise<ClaimedEvent[]> {
    return this.insert(tx, messages, CLAIM_MS);
  }

  /** Like {@link append}, but unclaimed: the next pass of any relay delivers them. */
  async appendForRelay(tx: Database, messages: readonly OutboxMessage[]): Promise<void> {
    await this.insert(tx, messages, 0);
  }

  /**
   * Claims due rows for this process. Row locks decide, never a position in the table: ids become visible in commit
   * order, not in the order they were drawn, so `id > last` would step over a slow transaction's event for ever.
   */
  async claimDue(limit: number): Promise<ClaimedEvent[]> {
    return this.db.transaction(async (tx) => {
      const due = await tx
        .select({ id: outboxEvents.id })
        .from(outboxEvents)
        .where(sql`${outboxEvents.dueAt} <= ${this.in(0).toISOString()}::timestamptz`)
        .orderBy(outboxEvents.dueAt)
        .limit(limit)
        .for('update', { skipLocked: true });
      if (due.length === 0) return [];
      return tx
        .update(outboxEvents)
        .set({ dueAt: this.in(CLAIM_MS) })
        .where(
          inArray(
            outboxEvents.id,
            due.map(({ id }) => id),
          ),
        )
        .returning(claimed);
    });
  }

  async delivered(event: ClaimedEvent): Promise<void> {
    await this.db.delete(outboxEvents).where(eq(outboxEvents.id, event.id));
  }

  /** Gives the row back with a growing delay. `errorClass` is a class name, never a message. */
  async failed(event: ClaimedEvent, errorClass: string): Promise<void> {
    const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** event.attempts, LONGEST_BACKOFF_MS);
    await this.db
      .update(outboxEvents)
      .set({ attempts: sql`${outboxEvents.attempts} + 1`, dueAt: this.in(backoff), lastError: errorClass })
      .where(eq(outboxEvents.id, event.id));
  }

  /** Number of events not yet delivered. */
  async pendingCount(): Promise<number> {
    return this.db.$count(outboxEvents);
  }

  /** Workspaces with events that are not delivered yet. */
  async undeliveredWorkspaces(): Promise<string[]> {
    const rows = await this.db.selectDistinct({ workspaceId: outboxEvents.workspaceId }).from(outboxEvents);
    return rows.map(({ workspaceId }) => workspaceId);
  }

  private async insert(
    tx: Database,
    messages: readonly OutboxMessage[],
    claimMs: number,
  ): Promise<ClaimedEvent[]> {
    if (messages.length === 0) return [];
    return tx
      .insert(outboxEvents)
      .values(
        messages.map(({ name, payload }) => ({
          workspaceId: payload.workspaceId,
          name,
          payload: { ...payload },
          dueAt: this.in(claimMs),
        })),
      )
      .returning(claimed);
  }

  private in(milliseconds: number): Date {
    return new Date(this.clock.now() + milliseconds);
  }
}
