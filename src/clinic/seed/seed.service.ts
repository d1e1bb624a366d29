import { Inject, Injectable } from '@nestjs/common';
import { inArray, sql } from 'drizzle-orm';
import { DATABASE, type Database } from '../database/database.types.js';
import { clients, sessions, workspaces } from '../database/schema.js';
import { OutboxStore } from '../outbox/outbox.store.js';
import type { OutboxMessage } from '../outbox/outbox.types.js';
import { SEED_WORKSPACES } from './seed.data.js';
import type { SeedWorkspace } from './seed.types.js';

/** Any constant of ours: two processes that start on one empty database must agree on it. */
const SEED_LOCK = 5_208_118;

/** Fills an empty database with the demonstration practices, once. */
@Injectable()
export class SeedService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly outbox: OutboxStore,
  ) {}

  /**
   * Seeds if there is no workspace yet. The notes' events go through the outbox like every other write: a cache that
   * outlived an earlier database with the same demonstration ids must forget what it knew.
   *
   * @returns whether it seeded.
   */
  async seedIfEmpty(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(${SEED_LOCK})`);
      if ((await tx.$count(workspaces)) > 0) return false;
      await tx.insert(workspaces).values(SEED_WORKSPACES.map(({ id, name }) => ({ id, name })));
      for (const workspace of SEED_WORKSPACES) {
        const messages = await this.seedWorkspace(tx, workspace);
        await this.outbox.appendForRelay(tx, messages);
      }
      return true;
    });
  }

  /** The demonstration workspaces that exist in this database. */
  async seededWorkspaces(): Promise<{ id: string; name: string }[]> {
    const ids = SEED_WORKSPACES.map(({ id }) => id);
    return this.db
      .select({ id: workspaces.id, name: workspaces.name })
      .from(workspaces)
      .where(inArray(workspaces.id, ids))
      .orderBy(workspaces.id);
  }

  private async seedWorkspace(
    tx: Database,
    { id: workspaceId, clients: people }: SeedWorkspace,
  ): Promise<OutboxMessage[]> {
    await tx
      .insert(clients)
      .values(people.map(({ id, name, dateOfBirth }) => ({ id, workspaceId, name, dateOfBirth })));
    const rows = await tx
      .insert(sessions)
      .values(
        people.flatMap(({ id: clientId, notes }) =>
          notes.map(({ date, ...soap }) => ({ workspaceId, clientId, sessionDate: date, ...soap })),
        ),
      )
      .returning({ sessionId: sessions.id, clientId: sessions.clientId });
    return rows.map((row) => ({ name: 'session.created', payload: { workspaceId, ...row } }));
  }
}
