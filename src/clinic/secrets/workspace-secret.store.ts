import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import type { WorkspaceSecrets } from '../../index.js';
import { DATABASE, type Database } from '../database/database.types.js';
import { workspaceSecrets } from '../database/schema.js';

const SECRET_BYTES = 32;

/** The cache's key store in the clinic's database, where Redis' files and their backups are not. */
@Injectable()
export class WorkspaceSecretStore implements WorkspaceSecrets {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** One statement: of two that ask for the first time at once, the later one finds the earlier one's secret. */
  async secretOf(workspace: string): Promise<Buffer> {
    const [row] = await this.db
      .insert(workspaceSecrets)
      .values({ workspace, secret: randomBytes(SECRET_BYTES) })
      // Changes nothing, but only a row that is written is returned.
      .onConflictDoUpdate({ target: workspaceSecrets.workspace, set: { workspace } })
      .returning({ secret: workspaceSecrets.secret });
    if (row === undefined) throw new Error('The database returned no row for an insert');
    return row.secret;
  }

  async erase(workspace: string): Promise<void> {
    await this.db.delete(workspaceSecrets).where(eq(workspaceSecrets.workspace, workspace));
  }
}
