import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.types.js';
import { ScopeVersions } from '../versions/scope-versions.js';
import { OutboxRelay } from './outbox.relay.js';
import { OutboxStore } from './outbox.store.js';
import type { ClaimedEvent, DeliveryOutcome, OutboxMessage } from './outbox.types.js';

/** A committed change, and whether everything that depends on it has been told. */
export interface Written<T> {
  readonly value: T;
  readonly invalidation: DeliveryOutcome;
}

/**
 * Makes changes together with their events and the new versions of what they touch: one transaction, and the events are
 * delivered before it answers. There is no other way to write, so that no change lacks either.
 */
@Injectable()
export class OutboxWriter {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly outbox: OutboxStore,
    private readonly relay: OutboxRelay,
    private readonly versions: ScopeVersions,
  ) {}

  async write<T>(
    change: (tx: Database) => Promise<{ value: T; messages: readonly OutboxMessage[] }>,
  ): Promise<Written<T>> {
    const committed = await this.db.transaction(async (tx): Promise<{ value: T; events: ClaimedEvent[] }> => {
      const { value, messages } = await change(tx);
      const events = await this.outbox.append(tx, messages);
      // Last, since other writers of the workspace wait from here to the commit.
      await this.versions.raise(
        tx,
        messages.map(({ payload }) => payload),
      );
      return { value, events };
    });
    return { value: committed.value, invalidation: await this.relay.deliver(committed.events) };
  }
}
