import { sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { Database } from './database.types.js';
import type { Migration } from './migrations/migration.js';

/** Any constant of ours: two processes that start on one PostgreSQL must agree on it. */
const MIGRATION_LOCK = 5_208_117;

const schemaVersions = pgTable('schema_versions', {
  version: integer('version').primaryKey(),
  name: text('name').notNull(),
});

/** The database was migrated by a newer build; running on it could corrupt it. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';
  constructor(found: number, known: number) {
    super(`the database has schema version ${found}, this build knows ${known}; start a newer build`);
  }
}

/**
 * Brings the schema up to the newest migration, all or nothing. The advisory lock lasts until the transaction ends,
 * so a second process waits here and then finds nothing left to do.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await tx.execute(
      sql`CREATE TABLE IF NOT EXISTS schema_versions (version integer PRIMARY KEY, name text NOT NULL)`,
    );
    const applied = await tx.select().from(schemaVersions);
    const current = Math.max(0, ...applied.map((row) => row.version));
    const newest = Math.max(0, ...migrations.map((migration) => migration.version));
    if (current > newest) throw new SchemaTooNewError(current, newest);
    const pending = migrations.filter((migration) => migration.version > current);
    for (const migration of pending) {
      for (const statement of migration.statements) await tx.execute(sql.raw(statement));
      await tx.insert(schemaVersions).values({ version: migration.version, name: migration.name });
    }
    return pending.length;
  });
}
