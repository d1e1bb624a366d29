import { Inject, Injectable } from '@nestjs/common';
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope, ScopeVersionProvider } from '../../index.js';
import { DATABASE, type Database } from '../database/database.types.js';
import { clients, workspaces } from '../database/schema.js';

/** What a change touches: a client, and the one a note was taken from. */
export interface Change {
  readonly workspaceId: string;
  readonly clientId: string;
  readonly previousClientId?: string | undefined;
}

/** Of what is not in the database: it has no data, and once it is there its version is another one. */
const UNKNOWN = 'unknown';
const NEW_VERSION = { version: sql`gen_random_uuid()` };

/**
 * The versions of workspaces and clients, new with every change of the data that answers are made from. They are
 * renewed whether or not the cache asks for them, so that strict mode can be switched on at any time, and one process
 * after the other.
 *
 * The price is that writers of one workspace wait for each other, from the renewal to the commit: the last statements
 * of a transaction. A workspace is one practice, in which a few people write a few notes a minute; readers never wait.
 */
@Injectable()
export class ScopeVersions implements ScopeVersionProvider {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** One read by an index. A client's answers are made from its own notes and name alone, a workspace's from all. */
  async get({ workspaceId, clientId }: Scope): Promise<string> {
    const [row] =
      clientId === undefined
        ? await this.db
            .select({ version: workspaces.version })
            .from(workspaces)
            .where(eq(workspaces.id, workspaceId))
        : await this.db
            .select({ version: clients.version })
            .from(clients)
            .where(isClient(workspaceId, clientId));
    return row?.version ?? UNKNOWN;
  }

  /**
   * Gives whatever the changes touch new versions, in their transaction.
   *
   * The order keeps two writers from waiting for each other: rows of notes, which the change has locked before, then
   * workspaces, then clients, each kind by id. Whoever holds a client here holds its workspace. Rows that only refer to
   * these (foreign keys) do not wait: no key is changed.
   */
  async raise(tx: Database, changes: readonly Change[]): Promise<void> {
    for (const workspaceId of sorted(changes.map((change) => change.workspaceId))) {
      await tx.update(workspaces).set(NEW_VERSION).where(eq(workspaces.id, workspaceId));
      const touched = changes.filter((change) => change.workspaceId === workspaceId);
      for (const clientId of sorted(touched.flatMap(clientsOf))) {
        await tx.update(clients).set(NEW_VERSION).where(isClient(workspaceId, clientId));
      }
    }
  }
}

function clientsOf({ clientId, previousClientId }: Change): string[] {
  return previousClientId === undefined ? [clientId] : [clientId, previousClientId];
}

function isClient(workspaceId: string, clientId: string): SQL | undefined {
  return and(eq(clients.workspaceId, workspaceId), eq(clients.id, clientId));
}

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
