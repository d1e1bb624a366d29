import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { type DatabaseConnection, DatabaseUnavailableError } from './database.types.js';
import { lockFolder } from './folder-lock.js';
import { schema } from './schema.js';

/** Opens the embedded PostgreSQL in the folder, or in memory without one. */
export async function openPglite(folder?: string): Promise<DatabaseConnection> {
  const unlock = folder === undefined ? undefined : await lockFolder(folder);
  try {
    const client = await PGlite.create(folder === undefined ? 'memory://' : `${folder}/pgdata`);
    return {
      kind: 'pglite',
      db: drizzle(client, { schema }),
      close: async () => {
        await client.close();
        await unlock?.();
      },
    };
  } catch (error) {
    await unlock?.();
    throw new DatabaseUnavailableError('the embedded database could not be opened', { cause: error });
  }
}
