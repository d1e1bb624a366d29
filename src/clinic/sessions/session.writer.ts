import { Inject, Injectable } from '@nestjs/common';
import { and, eq } from 'drizzle-orm';
import { clientNotFound } from '../clients/client.service.js';
import type { Database } from '../database/database.types.js';
import { clients, sessions } from '../database/schema.js';
import { OutboxWriter, type Written } from '../outbox/outbox.writer.js';
import type { Clock } from '../../index.js';
import { CLOCK } from '../time/time.module.js';
import type { CreateSessionBody, UpdateSessionBody } from './session.dto.js';
import { sessionColumns, sessionNotFound, type SessionRow } from './session.reader.js';

const UPDATABLE = ['clientId', 'sessionDate', 'subjective', 'objective', 'assessment', 'plan'] as const;

/** Writes session notes. Each change and its event are one transaction; the event is delivered before it answers. */
@Injectable()
export class SessionWriter {
  constructor(
    private readonly outbox: OutboxWriter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  create(workspaceId: string, clientId: string, body: CreateSessionBody): Promise<Written<SessionRow>> {
    const { sessionDate, subjective, objective, assessment, plan } = body;
    return this.outbox.write(async (tx) => {
      await requireClient(tx, workspaceId, clientId);
      const [row] = await tx
        .insert(sessions)
        .values({ workspaceId, clientId, sessionDate, subjective, objective, assessment, plan })
        .returning(sessionColumns);
      if (row === undefined) throw new Error('The database returned no row for an insert');
      const payload = { workspaceId, clientId: row.clientId, sessionId: row.id };
      return { value: row, messages: [{ name: 'session.created', payload }] };
    });
  }

  update(workspaceId: string, sessionId: string, body: UpdateSessionBody): Promise<Written<SessionRow>> {
    return this.outbox.write(async (tx) => {
      // Locked, so that the event tells the fields this change really changed, and the client it moved from.
      const [before] = await tx
        .select(sessionColumns)
        .from(sessions)
        .where(and(eq(sessions.workspaceId, workspaceId), eq(sessions.id, sessionId)))
        .for('update');
      if (before === undefined) throw sessionNotFound();
      const changedFields = UPDATABLE.filter(
        (field) => body[field] !== undefined && body[field] !== before[field],
      );
      if (changedFields.length === 0) return { value: before, messages: [] };
      if (changedFields.includes('clientId')) await requireClient(tx, workspaceId, body.clientId ?? '');
      const changes = Object.fromEntries(changedFields.map((field) => [field, body[field]]));
      const [row] = await tx
        .update(sessions)
        .set({ ...changes, updatedAt: new Date(this.clock.now()) })
        .where(and(eq(sessions.workspaceId, workspaceId), eq(sessions.id, sessionId)))
        .returning(sessionColumns);
      if (row === undefined) throw new Error('The database returned no row for an update of a locked row');
      const payload = {
        workspaceId,
        clientId: row.clientId,
        sessionId: row.id,
        changedFields,
        ...(row.clientId === before.clientId ? {} : { previousClientId: before.clientId }),
      };
      return { value: row, messages: [{ name: 'session.updated', payload }] };
    });
  }

  delete(workspaceId: string, sessionId: string): Promise<Written<undefined>> {
    return this.outbox.write(async (tx) => {
      const [row] = await tx
        .delete(sessions)
        .where(and(eq(sessions.workspaceId, workspaceId), eq(sessions.id, sessionId)))
        .returning({ id: sessions.id, clientId: sessions.clientId });
      if (row === undefined) throw sessionNotFound();
      const payload = { workspaceId, clientId: row.clientId, sessionId: row.id };
      return { value: undefined, messages: [{ name: 'session.deleted', payload }] };
    });
  }
}

async function requireClient(tx: Database, workspaceId: string, clientId: string): Promise<void> {
  const found = await tx
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.workspaceId, workspaceId), eq(clients.id, clientId)));
  if (found.length === 0) throw clientNotFound();
}
