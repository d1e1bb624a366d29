import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { and, asc, eq } from 'drizzle-orm';
import { DATABASE, type Database } from '../database/database.types.js';
import { clients } from '../database/schema.js';
import { OutboxWriter, type Written } from '../outbox/outbox.writer.js';
import type { PageQuery } from '../http/page.dto.js';
import type { ClientView, CreateClientBody } from './client.dto.js';

const columns = {
  id: clients.id,
  name: clients.name,
  dateOfBirth: clients.dateOfBirth,
  createdAt: clients.createdAt,
};
type ClientRow = Pick<typeof clients.$inferSelect, keyof typeof columns>;

/** The clients of one workspace. */
@Injectable()
export class ClientService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly outbox: OutboxWriter,
  ) {}

  async list(workspaceId: string, page: PageQuery): Promise<ClientView[]> {
    const rows = await this.db
      .select(columns)
      .from(clients)
      .where(eq(clients.workspaceId, workspaceId))
      .orderBy(asc(clients.name), asc(clients.id))
      .limit(page.limit)
      .offset(page.offset);
    return rows.map(toView);
  }

  /** @throws NotFoundException also when the client is another workspace's: its existence is not told. */
  async get(workspaceId: string, clientId: string): Promise<ClientView> {
    const [row] = await this.db
      .select(columns)
      .from(clients)
      .where(and(eq(clients.workspaceId, workspaceId), eq(clients.id, clientId)));
    if (row === undefined) throw clientNotFound();
    return toView(row);
  }

  /** A new client, told of: questions that name clients may now mean this one. */
  create(workspaceId: string, body: CreateClientBody): Promise<Written<ClientView>> {
    return this.outbox.write(async (tx) => {
      const [row] = await tx
        .insert(clients)
        .values({ workspaceId, name: body.name, dateOfBirth: body.dateOfBirth ?? null })
        .returning(columns);
      if (row === undefined) throw new Error('The database returned no row for an insert');
      const payload = { workspaceId, clientId: row.id };
      return { value: toView(row), messages: [{ name: 'client.created', payload }] };
    });
  }
}

/** The one answer for a client that is unknown or another workspace's. */
export function clientNotFound(): NotFoundException {
  return new NotFoundException('No such client');
}

function toView(row: ClientRow): ClientView {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
