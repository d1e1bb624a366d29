import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { and, desc, eq } from 'drizzle-orm';
import type { Principal } from '../auth/principal.js';
import { ClientService } from '../clients/client.service.js';
import { DATABASE, type Database } from '../database/database.types.js';
import { sessions } from '../database/schema.js';
import type { PageQuery } from '../http/page.dto.js';
import type { SessionView } from './session.dto.js';

export const sessionColumns = {
  id: sessions.id,
  clientId: sessions.clientId,
  sessionDate: sessions.sessionDate,
  subjective: sessions.subjective,
  objective: sessions.objective,
  assessment: sessions.assessment,
  plan: sessions.plan,
  createdAt: sessions.createdAt,
  updatedAt: sessions.updatedAt,
};
export type SessionRow = Pick<typeof sessions.$inferSelect, keyof typeof sessionColumns>;

/** Reads session notes for a principal. */
@Injectable()
export class SessionReader {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly clients: ClientService,
  ) {}

  /** The client's notes, newest first. */
  async list(principal: Principal, clientId: string, page: PageQuery): Promise<SessionView[]> {
    await this.clients.get(principal.workspaceId, clientId);
    const rows = await this.db
      .select(sessionColumns)
      .from(sessions)
      .where(and(eq(sessions.workspaceId, principal.workspaceId), eq(sessions.clientId, clientId)))
      .orderBy(desc(sessions.sessionDate), desc(sessions.id))
      .limit(page.limit)
      .offset(page.offset);
    return rows.map((row) => toSessionView(row, principal));
  }

  async get(principal: Principal, sessionId: string): Promise<SessionView> {
    const [row] = await this.db
      .select(sessionColumns)
      .from(sessions)
      .where(and(eq(sessions.workspaceId, principal.workspaceId), eq(sessions.id, sessionId)));
    if (row === undefined) throw sessionNotFound();
    return toSessionView(row, principal);
  }
}

/** The one answer for a session that is unknown or another workspace's. */
export function sessionNotFound(): NotFoundException {
  return new NotFoundException('No such session');
}

/** What this principal may see of a note: assistants do not see the assessment. */
export function toSessionView({ assessment, ...row }: SessionRow, { role }: Principal): SessionView {
  return {
    ...row,
    ...(role === 'practitioner' ? { assessment } : {}),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
